// A witness of logs (docs/cli.md, "A witness").

#include <boost/json/object.hpp>

#include "client/cli/commands.h"
#include "client/cli/credentials.h"
#include "client/cli/witness.h"

namespace sotto::client::cli {

Exit witness_key(Host& host, const Arguments& arguments) {
  if (!tlog::is_key_name(arguments.name)) {
    host.terminal.problem("A witness has a name like witness.example/w, without spaces and plus.");
    return Exit::kUsage;
  }
  const SigningKey key = SigningKey::generate();
  std::string text = witness_key_text(arguments.name, key);
  const auto written = write_out(host, arguments.out, as_bytes(text));
  wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  if (!written) return written.error();
  const std::string vkey =
      tlog::NoteKey{arguments.name, key.public_key, tlog::KeyType::kCosignature}.vkey();
  host.terminal.value(boost::json::object{{"vkey", vkey}});
  host.terminal.line("The witness' verifier key:");
  host.terminal.line(vkey);
  return Exit::kOk;
}

Exit witness_serve(Host& host, const Arguments& arguments) {
  const std::size_t colon = arguments.listen.rfind(':');
  const auto port = colon == std::string::npos
                        ? std::nullopt
                        : parse_port(std::string_view(arguments.listen).substr(colon + 1));
  if (!port) {
    host.terminal.problem("--listen is an address as 127.0.0.1:8090.");
    return Exit::kUsage;
  }
  const auto file = read_in(host, arguments.key_file, 4096);
  if (!file) return file.error();
  auto witness = Witness::open(arguments.state,
                               {reinterpret_cast<const char*>(file->expose().data()), file->size()},
                               arguments.logs);
  if (!witness) {
    host.terminal.problem(witness.error());
    return Exit::kUsage;
  }
  std::string address = arguments.listen.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
  }
  host.terminal.problem(serve_witness(*witness, address, *port));
  return Exit::kUsage;
}

}  // namespace sotto::client::cli
