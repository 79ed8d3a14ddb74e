/*
 * The server's TLS: its certificate, the protocols it offers. Edge only.
 * SPDX-License-Identifier: MIT
 */
#ifndef TLS_H
#define TLS_H

#include <openssl/ssl.h>
#include <stddef.h>

/* A context for the certificate chain and key in these PEM files, offering HTTP/2 and HTTP/1.1.
 * NULL, with a sentence in `error`, when they cannot be used. */
SSL_CTX *tls_context_new(const char *certificate, const char *key, char *error, size_t error_size);

#endif
