#pragma once
// `sotto-broker codes import`.

#include <string>

namespace sotto::broker {

// `file`: one hash in hex a line; empty: standard input. Returns the exit status.
int run_import(const std::string& data, const std::string& until, const std::string& file,
               bool no_wait);

}  // namespace sotto::broker
