/*
 * One certificate and one context, so that sessions cannot move between hosts.
 * SPDX-License-Identifier: MIT
 */
#include "tls.h"

#include <h2o.h>
#include <openssl/err.h>
#include <stdio.h>

SSL_CTX *
tls_context_new(const char *certificate, const char *key, char *error, size_t error_size)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	if (context == NULL) {
		snprintf(error, error_size, "OpenSSL has no memory");
		return NULL;
	}
	SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
	SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
					     SSL_OP_NO_COMPRESSION);
	SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
	static const unsigned char name[] = "sillage";
	SSL_CTX_set_session_id_context(context, name, sizeof(name) - 1);
	const char *refused = NULL;
	if (SSL_CTX_use_certificate_chain_file(context, certificate) != 1)
		refused = certificate;
	else if (SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1 ||
		 SSL_CTX_check_private_key(context) != 1)
		refused = key;
	if (refused != NULL) {
		const char *reason = ERR_reason_error_string(ERR_get_error());
		snprintf(error, error_size, "%s cannot be used: %s", refused,
			 reason == NULL ? "no reason given" : reason);
		ERR_clear_error();
		SSL_CTX_free(context);
		return NULL;
	}
	h2o_ssl_register_alpn_protocols(context, h2o_alpn_protocols);
	return context;
}
