# One target a service, each with only what that service needs, and `cli` with everything: docs/decisions/0030.
#   docker build --target ingest --tag dateline/ingest:0.1.0 .
# Layers from the seldom changed to the often changed: libraries, gazetteer, project.

FROM python:3.13-slim-trixie AS empty
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
RUN python3 -m venv --without-pip /opt/dateline
WORKDIR /build

FROM empty AS building
COPY requirements-build.lock ./
RUN python3 -m venv /opt/building && /opt/building/bin/pip install --quiet --require-hashes --requirement requirements-build.lock
ENV PATH=/opt/building/bin:$PATH

FROM building AS project
# The wheel would bring the gazetteer with it, and be 19 MB at every change.
ENV HATCH_BUILD_NO_HOOKS=true
COPY pyproject.toml README.md LICENSE ./
COPY services services
RUN pip wheel --quiet --no-deps --no-build-isolation --wheel-dir /wheel . \
    && pip --python /opt/dateline install --quiet --no-deps --no-index /wheel/*.whl

FROM python:3.13-slim-trixie AS runtime
# Containers may share a volume at /data (SQLite), so all run under one fixed user id; a number, so that Kubernetes sees it isn't root.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin dateline \
    && install --directory --owner=dateline --group=dateline /data
ENV PATH=/opt/dateline/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATELINE_DATA_DIR=/data
USER 10001:10001
WORKDIR /data
# No shell in between: SIGTERM reaches Python, which finishes what it has in hand.
ENTRYPOINT ["dateline"]

FROM runtime AS service
ENV DATELINE_HEALTH_HOST=0.0.0.0 \
    DATELINE_HEALTH_PORT=8080
# Unhealthy while Redis or the database is away. Docker only tells: a restart would not bring them back.
HEALTHCHECK --interval=5s --timeout=5s --retries=3 --start-period=60s CMD ["python", "-IS", "-c", "from http.client import \
HTTPConnection as To; it = To('127.0.0.1', 8080); it.request('GET', '/readyz'); raise SystemExit(it.getresponse().status != 200)"]

FROM empty AS ingest-libraries
COPY requirements-ingest.lock ./
RUN python3 -m pip --python /opt/dateline install --quiet --require-hashes --requirement requirements-ingest.lock

FROM service AS ingest
COPY --from=ingest-libraries /opt/dateline /opt/dateline
COPY --from=project /opt/dateline /opt/dateline
CMD ["run", "ingest"]

FROM empty AS store-libraries
COPY requirements-store.lock ./
RUN python3 -m pip --python /opt/dateline install --quiet --require-hashes --requirement requirements-store.lock

FROM service AS store
COPY --from=store-libraries /opt/dateline /opt/dateline
COPY --from=project /opt/dateline /opt/dateline
CMD ["run", "store"]

FROM building AS gazetteer
COPY requirements-gazetteer.lock hatch_build.py ./
COPY services/enrich/places/build.py services/enrich/places/folding.py services/enrich/places/gazetteer.py \
     services/enrich/places/sources.py services/enrich/places/writing.py services/enrich/places/
RUN python hatch_build.py

FROM empty AS enrich-libraries
COPY requirements-enrich.lock ./
RUN python3 -m pip --python /opt/dateline install --quiet --require-hashes --requirement requirements-enrich.lock

FROM service AS enrich
COPY --from=enrich-libraries /opt/dateline /opt/dateline
COPY --from=gazetteer /build/services/enrich/places/gazetteer.sqlite /opt/dateline/lib/python3.13/site-packages/services/enrich/places/
COPY --from=project /opt/dateline /opt/dateline
# One thread a worker: scale by workers, which then do not fight over the cores.
ENV OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 BLIS_NUM_THREADS=1
CMD ["run", "enrich"]

FROM empty AS libraries
COPY requirements.lock ./
RUN python3 -m pip --python /opt/dateline install --quiet --require-hashes --requirement requirements.lock

# Every command: what a person runs, and what `up` and `demo` need.
FROM runtime AS cli
COPY --from=libraries /opt/dateline /opt/dateline
COPY --from=gazetteer /build/services/enrich/places/gazetteer.sqlite /opt/dateline/lib/python3.13/site-packages/services/enrich/places/
COPY --from=project /opt/dateline /opt/dateline
CMD ["--help"]
