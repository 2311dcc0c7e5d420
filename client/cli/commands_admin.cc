#include <boost/json/object.hpp>

#include "client/cli/commands.h"
#include "client/cli/credentials.h"
#include "client/cli/slips.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;

// Writes and then wipes: the codes are worth lockers.
std::expected<void, Exit> write_secret(Host& host, const std::string& path, std::string content) {
  const auto written = write_out(host, path, as_bytes(content));
  wipe({reinterpret_cast<std::uint8_t*>(content.data()), content.size()});
  return written;
}

}  // namespace

Exit codes(Host& host, const Arguments& arguments) {
  if (!is_site(arguments.site)) {
    host.terminal.problem(
        "A site is written like https://sotto.example, without a slash at its end.");
    return Exit::kUsage;
  }
  const auto genesis = find_genesis(host, arguments.genesis);
  if (!genesis) return genesis.error();
  const auto made = make_codes(arguments.count);
  const auto sheet = write_secret(host, arguments.out, sheet_html(made, arguments.site, *genesis));
  if (!sheet) return sheet.error();
  if (!arguments.text.empty()) {
    const auto written = write_secret(host, arguments.text, sheet_text(made, *genesis));
    if (!written) return written.error();
  }
  // Last: what the broker never imports opens nothing.
  const auto hashes = write_out(host, arguments.hashes, as_bytes(hash_list(made)));
  if (!hashes) return hashes.error();

  host.terminal.value(json::object{{"genesis", to_hex(*genesis)}, {"count", made.size()}});
  host.terminal.line("The slips belong to the log " + to_hex(*genesis) +
                     ". Compare it with the one that the leads signed.");
  host.terminal.line("Print " + arguments.out + ", import " + arguments.hashes +
                     " with \"sotto-broker codes import\", and then delete the sheet. Keep no list "
                     "of who got which.");
  return Exit::kOk;
}

}  // namespace sotto::client::cli
