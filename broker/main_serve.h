#pragma once
// `sotto-broker serve`: the process around class Broker.

#include <cstdint>
#include <optional>
#include <string>

#include "broker/key_seal.h"

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
  unsigned threads = 2;
};

// Serves until SIGTERM or SIGINT; SIGHUP reads the certificate again. Returns the exit status;
// errors are on standard error.
int serve(const ServeOptions& options);

}  // namespace sotto::broker
