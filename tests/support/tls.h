#pragma once
// A TLS client that takes and gives exactly what a test asks for, and certificates to meet it with.

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/support/raw_http.h"

namespace sotto::testing {

template <class T, void (*free)(T*)>
struct FreeWith {
  void operator()(T* it) const { free(it); }
};
template <class T, void (*free)(T*)>
using Owned = std::unique_ptr<T, FreeWith<T, free>>;

// A key and a certificate of its own for these hosts, signed by itself: NAME.pem and NAME.key
// (0600), valid from now for so many seconds. The serial number tells two apart.
inline void make_certificate(const std::string& name, long serial = 1, long seconds = 90 * 86'400,
                             const char* hosts = "DNS:localhost,IP:127.0.0.1,IP:::1") {
  const Owned<EVP_PKEY, EVP_PKEY_free> key(EVP_EC_gen("P-256"));
  const Owned<X509, X509_free> certificate(X509_new());
  X509* const x = certificate.get();
  X509_set_version(x, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x), serial);
  X509_gmtime_adj(X509_getm_notBefore(x), -60);
  X509_gmtime_adj(X509_getm_notAfter(x), seconds);
  X509_set_pubkey(x, key.get());
  X509_NAME* subject = X509_get_subject_name(x);
  const auto* common = reinterpret_cast<const unsigned char*>("localhost");
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, common, -1, -1, 0);
  X509_set_issuer_name(x, subject);
  X509V3_CTX context;
  X509V3_set_ctx(&context, x, x, nullptr, nullptr, 0);
  for (const auto& [what, value] : {std::pair{NID_subject_alt_name, hosts},
                                    std::pair{NID_basic_constraints, "critical,CA:TRUE"}}) {
    const Owned<X509_EXTENSION, X509_EXTENSION_free> extension(
        X509V3_EXT_conf_nid(nullptr, &context, what, value));
    X509_add_ext(x, extension.get(), -1);
  }
  X509_sign(x, key.get(), EVP_sha256());
  const mode_t before = umask(077);
  std::FILE* out = std::fopen((name + ".key").c_str(), "w");
  PEM_write_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(out);
  umask(before);
  out = std::fopen((name + ".pem").c_str(), "w");
  PEM_write_X509(out, x);
  std::fclose(out);
}

// A server that shows NAME.pem and takes whatever client comes.
inline Owned<SSL_CTX, SSL_CTX_free> server_context(const std::string& name) {
  Owned<SSL_CTX, SSL_CTX_free> out(SSL_CTX_new(TLS_server_method()));
  SSL_CTX_use_certificate_file(out.get(), (name + ".pem").c_str(), SSL_FILETYPE_PEM);
  SSL_CTX_use_PrivateKey_file(out.get(), (name + ".key").c_str(), SSL_FILETYPE_PEM);
  return out;
}

// What a client offers; everything that it does not say is the default of OpenSSL.
struct TlsOffer {
  int version = TLS1_3_VERSION;     // and no other
  std::string_view protocols = {};  // ALPN, each after its length
  std::string certificate = {};     // shown when asked for one: NAME.pem and NAME.key
};

// A connection to 127.0.0.1 over TLS. Certificates are looked at, not checked.
class TlsConnection {
 public:
  explicit TlsConnection(std::uint16_t port, const TlsOffer& offer = {}) : tcp_(port) {
    context_.reset(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_min_proto_version(context_.get(), offer.version);
    SSL_CTX_set_max_proto_version(context_.get(), offer.version);
    SSL_CTX_set_security_level(context_.get(), 0);  // old versions are offered, too
    if (!offer.certificate.empty()) {
      SSL_CTX_use_certificate_file(context_.get(), (offer.certificate + ".pem").c_str(),
                                   SSL_FILETYPE_PEM);
      SSL_CTX_use_PrivateKey_file(context_.get(), (offer.certificate + ".key").c_str(),
                                  SSL_FILETYPE_PEM);
    }
    ssl_.reset(SSL_new(context_.get()));
    if (!offer.protocols.empty()) {
      SSL_set_alpn_protos(ssl_.get(),
                          reinterpret_cast<const unsigned char*>(offer.protocols.data()),
                          static_cast<unsigned>(offer.protocols.size()));
    }
    SSL_set_fd(ssl_.get(), tcp_.descriptor());
    shaken_ = SSL_connect(ssl_.get()) == 1;
    ERR_clear_error();
  }

  bool shaken() const { return shaken_; }
  SSL* ssl() { return ssl_.get(); }
  RawConnection& tcp() { return tcp_; }

  // The protocol that was chosen by ALPN; empty for none.
  std::string protocol() const {
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl_.get(), &name, &size);
    return {reinterpret_cast<const char*>(name), size};
  }
  long serial() const {
    const Owned<X509, X509_free> shown(SSL_get1_peer_certificate(ssl_.get()));
    return shown ? ASN1_INTEGER_get(X509_get0_serialNumber(shown.get())) : 0;
  }

  bool send(std::string_view text) {
    return SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size())) ==
           static_cast<int>(text.size());
  }
  // Head and body framed by Content-Length; nullopt when the server ends before that.
  std::optional<RawAnswer> answer() {
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
      if (!receive()) return std::nullopt;
    }
    RawAnswer out;
    out.head = received_.substr(0, end + 2);
    out.status = std::atoi(out.head.c_str() + 9);
    const std::string_view name = "Content-Length: ";
    const std::size_t field = out.head.find(name);
    const std::size_t size =
        field == std::string::npos
            ? 0
            : std::strtoull(out.head.c_str() + field + name.size(), nullptr, 10);
    while (received_.size() < end + 4 + size) {
      if (!receive()) return std::nullopt;
    }
    out.body = received_.substr(end + 4, size);
    received_.erase(0, end + 4 + size);
    return out;
  }
  // True when the server says that this is the end (RFC 8446 section 6.1), without another byte.
  bool ended() {
    const bool more = receive();
    return !more && received_.empty() &&
           (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
  }

 private:
  bool receive() {
    char piece[16 * 1024];
    const int size = SSL_read(ssl_.get(), piece, sizeof piece);
    ERR_clear_error();
    if (size <= 0) return false;
    received_.append(piece, static_cast<std::size_t>(size));
    return true;
  }

  RawConnection tcp_;
  Owned<SSL_CTX, SSL_CTX_free> context_;
  Owned<SSL, SSL_free> ssl_;
  bool shaken_ = false;
  std::string received_;
};

}  // namespace sotto::testing
