#pragma once
// A scheme of real processes with a certificate beside it.

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/story/process_world.h"
#include "tests/support/tls.h"

namespace sotto::testing {

struct TlsWorld : ProcessWorld {
  explicit TlsWorld(const SchemeChanges& changes = {})
      : ProcessWorld(changes), name(run.home() / "tls") {
    make_certificate(name, 1);
    setenv("SOTTO_CA", (name + ".pem").c_str(), 1);  // for the command line client
  }
  ~TlsWorld() { unsetenv("SOTTO_CA"); }

  std::vector<std::string> options() const {
    return {"--certificate", name + ".pem", "--key", name + ".key"};
  }
  std::uint16_t port() const { return static_cast<std::uint16_t>(run.port()); }
  std::string service_log() const {
    std::ostringstream out;
    out << std::ifstream(run.home() / "service.log").rdbuf();
    return out.str();
  }

  const std::string name;  // of the certificate's files, without .pem and .key
};

}  // namespace sotto::testing
