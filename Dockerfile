# syntax=docker/dockerfile:1
# Everything that is installed stands in requirements/runtime.txt, with its hash.

FROM python:3.13-slim-bookworm AS build
WORKDIR /build
RUN python -m venv /opt/ecograph
COPY requirements/runtime.txt requirements/
RUN /opt/ecograph/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
    --require-hashes --only-binary :all: --requirement requirements/runtime.txt
COPY pyproject.toml README.md LICENSE ./
COPY api api
COPY ecograph ecograph
COPY loaders loaders
COPY visualisations visualisations
RUN /opt/ecograph/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
    --no-index --no-deps --no-build-isolation .

FROM python:3.13-slim-bookworm
RUN useradd --uid 10001 --home-dir /var/lib/ecograph ecograph \
    && install --directory --owner=ecograph --mode=0700 /var/lib/ecograph
COPY --from=build /opt/ecograph /opt/ecograph
ENV PATH=/opt/ecograph/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    ECOGRAPH_HOME=/var/lib/ecograph
USER 10001:10001
WORKDIR /var/lib/ecograph
VOLUME /var/lib/ecograph
ENTRYPOINT ["ecograph"]
CMD ["--help"]
