// A witness that is not asked but comes by itself (docs/cli.md, "A witness"): looks at all of the
// log, cosigns it when it begins with what was cosigned last, and brings the cosignature.

#include <boost/json/object.hpp>

#include "client/cli/commands.h"
#include "client/cli/cosign.h"
#include "client/cli/credentials.h"
#include "client/cli/witness.h"
#include "client/core/exchange.h"
#include "crypto/tlog/checkpoint.h"
#include "crypto/tlog/lines.h"
#include "crypto/tlog/witness.h"

namespace sotto::client::cli {
namespace {

constexpr const char* kNextPath = "/checkpoint-next";
constexpr const char* kNoWitnesses =
    "This scheme asks for no cosignatures, or its broker is only just starting.";

// The public files, with the checkpoint that waits for cosignatures in the place of the last one.
std::expected<PublicFiles, Exit> fetch_next(Host& host) {
  const auto next = host.carry({.path = kNextPath, .body = {}});
  if (!next) return std::unexpected(explain(host.terminal, Failure::kNoAnswer));
  if (next->status != 200) {
    host.terminal.problem(kNoWitnesses);
    return std::unexpected(Exit::kUsage);
  }
  auto files = fetch_public(host);
  if (files) files->checkpoint = next->body;
  return files;
}

// By the very steps of a witness that is asked: the same rule, and the same file.
std::expected<std::string, Exit> cosign(Host& host, Witness& witness, const PublicView& view,
                                        const std::string& note) {
  std::uint64_t old_size = 0;
  for (int i = 0; i < 2; ++i) {
    tlog::AddCheckpoint request{{old_size}, {}, note};
    if (old_size > 0 && old_size < view.leaves().size()) {
      request.proof = tlog::prove_consistency(view.leaves(), {old_size});
    }
    const auto answer = witness.answer("POST", "/add-checkpoint", request.text(), host.clock.now());
    if (answer.status == 200) return answer.body;
    if (answer.status != 409) break;
    std::string_view text = answer.body, line;
    const auto seen = tlog::take_line(text, line) ? tlog::parse_decimal(line) : std::nullopt;
    if (!seen || *seen == old_size) break;
    if (*seen > view.leaves().size()) {
      return std::unexpected(explain(host.terminal, Failure::kLogRolledBack));
    }
    old_size = *seen;
  }
  return std::unexpected(explain(host.terminal, Failure::kLogForked));
}

Exit bring(Host& host, const PublicView& view, const std::string& line) {
  const auto exchange =
      Exchange::make(view.policy().origin, view.gateway(), kCosign, as_bytes(line));
  if (!exchange) return explain(host.terminal, Failure::kLogInvalid);
  const auto response = host.carry(exchange->request());
  if (!response) return explain(host.terminal, Failure::kNoAnswer);
  const auto taken = exchange->open(*response);
  if (taken) return Exit::kOk;
  if (taken.error().status == protocol::Status::kBadSignature) {
    host.terminal.problem(
        "The log has grown in the meantime, or the policy does not name this "
        "witness; try again.");
    return Exit::kTryLater;
  }
  return explain(host.terminal, taken.error().why, taken.error().status);
}

}  // namespace

std::expected<NextLog, Exit> fetch_next_log(Host& host, const Arguments& arguments) {
  const auto files = fetch_next(host);
  if (!files) return std::unexpected(files.error());
  const auto genesis = arguments.genesis ? arguments.genesis : genesis_hash(files->log);
  if (!genesis) return std::unexpected(explain(host.terminal, Failure::kNotSotto));
  auto view =
      PublicView::check_uncosigned(*files, {to_bytes(*genesis), host.address}, host.clock.now());
  if (!view) return std::unexpected(explain(host.terminal, view.error()));
  return NextLog{{files->checkpoint.begin(), files->checkpoint.end()}, std::move(*view)};
}

Exit cosign_next(Host& host, const NextLog& next, const std::string& state_file,
                 std::string_view key_text) {
  const protocol::Replay& log = next.view.log();
  auto witness = Witness::open(state_file, key_text,
                               {tlog::NoteKey{log.genesis().origin, log.log_key()}.vkey()});
  if (!witness) {
    host.terminal.problem(witness.error());
    return Exit::kUsage;
  }
  const auto line = cosign(host, *witness, next.view, next.note);
  if (!line) return line.error();
  if (const Exit brought = bring(host, next.view, *line); brought != Exit::kOk) return brought;
  const std::size_t size = next.view.leaves().size();
  host.terminal.line("Cosigned: " + std::to_string(size) +
                     " entries, every one of which keeps the "
                     "log's rules, and they begin with what you cosigned before.");
  return Exit::kOk;
}

Exit witness_cosign(Host& host, const Arguments& arguments) {
  const auto file = read_in(host, arguments.key_file, 4096);
  if (!file) return file.error();
  const auto next = fetch_next_log(host, arguments);
  if (!next) return next.error();
  const std::string_view key(reinterpret_cast<const char*>(file->expose().data()), file->size());
  const Exit done = cosign_next(host, *next, arguments.state, key);
  if (done == Exit::kOk) {
    host.terminal.value(boost::json::object{{"size", next->view.leaves().size()}});
  }
  return done;
}

}  // namespace sotto::client::cli
