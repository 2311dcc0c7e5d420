// sotto: the command line client (docs/cli.md).

#include <unistd.h>

#include <iostream>

#include "client/cli/commands.h"
#include "crypto/base/panic.h"

namespace sotto::client::cli {
namespace {

// Whether a command works without the broker.
bool is_local(const Arguments& arguments) {
  return arguments.command == Command::kWitnessKey || arguments.command == Command::kWitnessServe ||
         arguments.command == Command::kLeadKey || arguments.command == Command::kLeadSignGenesis ||
         (!arguments.desk_file.empty() && arguments.command != Command::kDirectorNew &&
          arguments.command != Command::kDirectorEnrol &&
          arguments.command != Command::kDirectorVisit &&
          arguments.command != Command::kDirectorHandOver) ||
         (arguments.command == Command::kVerifyStatement &&
          (arguments.key || !arguments.from.empty())) ||
         (arguments.command == Command::kCodes && arguments.genesis) ||
         (arguments.command == Command::kLogVerify && !arguments.from.empty() && !arguments.tiles);
}

int run_program(int argc, char** argv) {
  install_new_handler();
  const auto parsed = parse_arguments(argc, argv);
  const auto* arguments = std::get_if<Arguments>(&parsed);
  Terminal terminal({.in = STDIN_FILENO,
                     .out = std::cout,
                     .err = std::cerr,
                     .in_is_terminal = ::isatty(STDIN_FILENO) == 1,
                     .err_is_terminal = ::isatty(STDERR_FILENO) == 1},
                    arguments != nullptr && arguments->json);
  if (arguments == nullptr) {
    const auto& end = std::get<ParseEnd>(parsed);
    if (end.exit == Exit::kOk) {
      std::cout << end.text;
    } else {
      terminal.problem(end.text);
    }
    return static_cast<int>(end.exit);
  }
  if (!arguments->broker && !is_local(*arguments)) {
    terminal.problem(kNoBroker);
    return static_cast<int>(Exit::kUsage);
  }
  Host host{.terminal = terminal,
            .carry = [&](const Request& request) { return exchange(*arguments->broker, request); },
            .clock = real_clock(),
            .address = arguments->broker ? address_of(*arguments->broker) : std::string(),
            .public_folder = arguments->public_folder,
            .page =
                [&](const std::string& path, const std::string& accept) {
                  return fetch_page(*arguments->broker, path, accept);
                }};
  return static_cast<int>(run(host, *arguments));
}

}  // namespace
}  // namespace sotto::client::cli

int main(int argc, char** argv) {
  return sotto::client::cli::run_program(argc, argv);
}
