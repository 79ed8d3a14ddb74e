# The image of tp_api: the server with its own loader and libraries on a base that is as small as wanted.
#   docker build -t sillage .                              on Alpine, with a shell to look around
#   docker build -t sillage --build-arg RUNTIME=scratch .  the server and nothing else
# SPDX-License-Identifier: MIT
ARG RUNTIME=alpine:3.20

# The dashboard and the tracker.
FROM node:22-bookworm-slim AS frontend
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc* ./
RUN npm ci --no-audit --no-fund
COPY docs/openapi.yaml /src/docs/
COPY frontend ./
RUN npm run build

# The server. bookworm, because later Debians have no libh2o.
FROM debian:bookworm-slim AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends build-essential cmake libcrypt-dev libecpg-dev libh2o-evloop-dev \
    libmaxminddb-dev libpcre2-dev libpq-dev libpsl-dev libroaring-dev libsodium-dev libssl-dev libyajl-dev libyaml-dev zlib1g-dev \
    pkg-config publicsuffix uap-core \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY CMakeLists.txt ./
COPY cmake cmake
COPY include include
COPY src src
COPY pgc pgc
COPY migrations migrations
COPY data data
RUN cmake -B build -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTS=OFF -DCMAKE_INSTALL_PREFIX=/usr/local \
 && cmake --build build --parallel
COPY --from=frontend /src/frontend/dist frontend/dist

# What the image is made of: the installed files, and the loader and libraries at the places the program looks for them.
COPY script/image script/image
RUN DESTDIR=/image cmake --install build --strip \
 && gcc -O2 -shared -fPIC -Wl,-soname,libldap-2.5.so.0 -Wl,--version-script,script/image/no_ldap.map \
    -o "/usr/lib/$(gcc -print-multiarch)/libldap-2.5.so.0" script/image/no_ldap.c \
 && script/image/collect-libraries /image/usr/local/bin/sillage /image \
 && mkdir -p /image/etc \
 && printf 'root:x:0:0:root:/root:/sbin/nologin\nsillage:x:10001:10001:sillage:/:/sbin/nologin\n' >/image/etc/passwd \
 && printf 'root:x:0:\nsillage:x:10001:\n' >/image/etc/group

FROM ${RUNTIME}
COPY --from=build /image /
ENV PORT=3000 SHARE_DIR=/usr/local/share/sillage
EXPOSE 3000
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["/usr/local/bin/sillage", "--healthcheck"]
ENTRYPOINT ["/usr/local/bin/sillage"]
