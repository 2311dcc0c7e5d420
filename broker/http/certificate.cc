// The only file of the broker that includes OpenSSL by itself; server.cc does through Asio.
#include "broker/http/certificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <ctime>
#include <string_view>

#include "broker/private_file.h"
#include "crypto/base/panic.h"

namespace sotto::broker::http {
namespace {

constexpr unsigned char kProtocols[] = "\x08http/1.1";

// Who names protocols must name ours; who names none gets it (RFC 7301 section 3.2).
int choose_protocol(SSL*, const unsigned char** out, unsigned char* size,
                    const unsigned char* offered, unsigned offered_size, void*) {
  unsigned char* chosen = nullptr;
  const int found = SSL_select_next_proto(&chosen, size, kProtocols, sizeof kProtocols - 1, offered,
                                          offered_size);
  *out = chosen;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

// Otherwise OpenSSL would ask for it at the terminal.
int no_passphrase(char*, int, int, void*) {
  return 0;
}

bool restrict(SSL_CTX* context) {
  // SSL_OP_NO_TICKET alone would only make tickets that the server has to remember.
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  SSL_CTX_set_default_passwd_cb(context, no_passphrase);
  return SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) == 1 &&
         SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1 &&
         SSL_CTX_set_num_tickets(context, 0) == 1 && SSL_CTX_set_max_early_data(context, 0) == 1 &&
         SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384") == 1;
}

// Whether what the peer shows lies in the context's own store.
int is_relay(X509_STORE_CTX* shown, void*) {
  const X509* const certificate = X509_STORE_CTX_get0_cert(shown);
  STACK_OF(X509_OBJECT)* const known = X509_STORE_get0_objects(X509_STORE_CTX_get0_store(shown));
  for (int i = 0; certificate != nullptr && i < sk_X509_OBJECT_num(known); ++i) {
    const X509* const relay = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(known, i));
    if (relay != nullptr && X509_cmp(relay, certificate) == 0) return 1;
  }
  X509_STORE_CTX_set_error(shown, X509_V_ERR_CERT_REJECTED);
  return 0;
}

bool answer_relay_alone(SSL_CTX* context, const std::string& relay_file) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  SSL_CTX_set_cert_verify_callback(context, is_relay, nullptr);
  return SSL_CTX_load_verify_file(context, relay_file.c_str()) == 1;
}

std::uint64_t end_of(const X509* certificate) {
  tm end{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) != 1) return 0;
  const time_t seconds = timegm(&end);
  return seconds < 0 ? 0 : static_cast<std::uint64_t>(seconds);
}

}  // namespace

void Certificate::Free::operator()(ssl_ctx_st* context) const {
  SSL_CTX_free(context);
}

std::expected<std::shared_ptr<const Certificate>, std::string> Certificate::load(
    const std::string& certificate_file, const std::string& key_file,
    const std::optional<std::string>& relay_file) {
  if (auto ok = check_private(key_file); !ok) return std::unexpected(std::move(ok.error()));
  auto out = std::make_shared<Certificate>();
  out->context_.reset(SSL_CTX_new(TLS_server_method()));
  SSL_CTX* context = out->context_.get();
  if (context == nullptr || !restrict(context)) panic("http: OpenSSL cannot be set up");
  std::string problem;
  if (SSL_CTX_use_certificate_chain_file(context, certificate_file.c_str()) != 1) {
    problem = certificate_file + " is not a certificate in PEM";
  } else if (SSL_CTX_use_PrivateKey_file(context, key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
    problem =
        key_file + " is not the key of " + certificate_file + ", in PEM, without a passphrase";
  } else if (relay_file && !answer_relay_alone(context, *relay_file)) {
    problem = *relay_file + " is not a relay's certificate in PEM";
  } else {
    out->ends_ = end_of(SSL_CTX_get0_certificate(context));
  }
  ERR_clear_error();  // its texts name files and lines of OpenSSL, not of the operator
  if (!problem.empty()) return std::unexpected(std::move(problem));
  return out;
}

ssl_st* Certificate::begin() const {
  return SSL_new(context_.get());
}

}  // namespace sotto::broker::http
