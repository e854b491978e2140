"""The pages of a workspace: what is read for them, what each is made of, and where each is."""

from ecograph.pages.addresses import FileAddress, RouteAddress
from ecograph.pages.country import read_shapes
from ecograph.pages.issue import NoSuchPage
from ecograph.pages.material import Material, read_material
from ecograph.pages.site import Site

__all__ = ["FileAddress", "Material", "NoSuchPage", "RouteAddress", "Site", "read_material", "read_shapes"]
