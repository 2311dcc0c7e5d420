#pragma once
// What the server shows to a TLS client. TLS 1.3 alone (RFC 8446), the protocol http/1.1 alone (RFC
// 7301), no tickets and no resumption of any kind: a ticket would link visits.

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>

struct ssl_st;  // OpenSSL's names
struct ssl_ctx_st;

namespace sotto::broker::http {

class Certificate {
 public:
  // PEM files: the certificate with its chain, its own first, and its key without a passphrase,
  // which only its owner may read. With a relay file: only who shows one of its certificates, byte
  // for byte, and has its key, comes as far as a request (RFC 8446 section 4.4.2.4); the dates in
  // them do not count, the file does. Errors are sentences for the operator.
  static std::expected<std::shared_ptr<const Certificate>, std::string> load(
      const std::string& certificate_file, const std::string& key_file,
      const std::optional<std::string>& relay_file = {});

  // The last second in which clients accept it, as Unix time.
  std::uint64_t ends() const { return ends_; }

  // The server's side of one connection, which the caller owns; null when memory is short.
  ssl_st* begin() const;

 private:
  struct Free {
    void operator()(ssl_ctx_st* context) const;
  };
  std::unique_ptr<ssl_ctx_st, Free> context_;
  std::uint64_t ends_ = 0;
};

}  // namespace sotto::broker::http
