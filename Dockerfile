# One image for every service and for the command line; compose.yaml says which of them a container is.
# The libraries are a layer of their own, and the gazetteer is one: a change to the source ships only the project.

FROM python:3.13-slim-trixie AS libraries
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python3 -m venv /opt/dateline
COPY requirements.lock /build/
RUN /opt/dateline/bin/python -m pip install --quiet --require-hashes --requirement /build/requirements.lock

FROM libraries AS gazetteer
WORKDIR /build
COPY requirements-gazetteer.lock hatch_build.py ./
WORKDIR /build/services/enrich/places
COPY services/enrich/places/build.py services/enrich/places/folding.py services/enrich/places/gazetteer.py \
     services/enrich/places/sources.py services/enrich/places/writing.py ./
RUN /opt/dateline/bin/python /build/hatch_build.py

FROM libraries AS project
# The wheel would bring the gazetteer with it, and be 19 MB at every change.
ENV HATCH_BUILD_NO_HOOKS=true
WORKDIR /build
COPY pyproject.toml README.md LICENSE ./
COPY services services
RUN /opt/dateline/bin/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir /wheel .

FROM python:3.13-slim-trixie
# Containers may share a volume at /data (SQLite), so all run under one fixed user id.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin dateline \
    && install --directory --owner=dateline --group=dateline /data
COPY --from=libraries /opt/dateline /opt/dateline
COPY --from=gazetteer /build/services/enrich/places/gazetteer.sqlite /opt/dateline/lib/python3.13/site-packages/services/enrich/places/
COPY --from=project /wheel /opt/wheel
RUN /opt/dateline/bin/python -m pip install --quiet --no-deps --no-index --no-cache-dir /opt/wheel/*.whl
ENV PATH=/opt/dateline/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATELINE_DATA_DIR=/data \
    DATELINE_HEALTH_HOST=0.0.0.0
USER dateline
WORKDIR /data
VOLUME /data
# No shell in between: SIGTERM reaches Python, which finishes what it has in hand.
ENTRYPOINT ["dateline"]
CMD ["--help"]
