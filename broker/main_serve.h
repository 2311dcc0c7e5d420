#pragma once
// `sotto-broker serve`: the process around class Broker.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "broker/key_seal.h"
#include "crypto/protocol/policy.h"

namespace sotto::broker {

struct ServeOptions {
  std::string data;
  std::string address;
  std::uint16_t port = 0;  // 0: any that is free
  std::optional<std::string>
      mirror;  // a folder that gets a copy of every log entry before it is answered
  std::optional<std::string>
      web;  // the folder of pages (docs/spec/web.md); without it there are none
  std::optional<std::string> certificate;  // PEM, for TLS; without it plain HTTP on loopback
  std::optional<std::string> key;          // given exactly when the certificate is
  std::optional<SealSource> seal;          // another source of the keys' secret than they name
  std::optional<std::string> relay;        // PEM, the relay's certificate: nobody else is answered
  std::vector<std::string> without_witnesses;  // names that the policy has, not to be asked
  unsigned threads = 2;
};

// A policy that names a relay is served to it alone, over TLS, and any other to everybody. Errors
// are sentences for the operator.
std::expected<void, std::string> check_relay(const ServeOptions& options,
                                             const protocol::Policy& policy);

// Witnesses to pass over are the policy's. Errors are sentences for the operator.
std::expected<void, std::string> check_witnesses(const ServeOptions& options,
                                                 const protocol::Policy& policy);

// Serves until SIGTERM or SIGINT; SIGHUP reads the certificate again. Returns the exit status;
// errors are on standard error.
int serve(const ServeOptions& options);

}  // namespace sotto::broker
