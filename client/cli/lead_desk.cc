#include "client/cli/lead_desk.h"

#include "client/cli/credentials.h"
#include "client/core/lead_key.h"

namespace sotto::client::cli {

using protocol::Proposal;

std::expected<SigningKey, Exit> read_key(Host& host, const Arguments& arguments) {
  const auto file = read_in(host, arguments.key_file, kLeadKeyFileSize);
  if (!file) return std::unexpected(file.error());
  const auto salt = lead_key_salt(file->expose());
  if (!salt) {
    host.terminal.problem("This is not a lead's key file: " + arguments.key_file);
    return std::unexpected(Exit::kUsage);
  }
  const auto words = read_words(host, arguments.words_file, "The seven words of your key:");
  if (!words) return std::unexpected(words.error());
  const auto keys = derive(host, *words, *salt);
  if (!keys) return std::unexpected(keys.error());
  auto key = open_lead_key(file->expose(), *keys);
  if (key) return std::move(*key);
  host.terminal.problem("These words do not open this key file. Look at each word and try again.");
  return std::unexpected(Exit::kWrongWords);
}

std::expected<Desk, Exit> sit_down(Host& host, const Arguments& arguments, NoQuorum no_quorum) {
  auto key = read_key(host, arguments);
  if (!key) return std::unexpected(key.error());
  const auto files = fetch_public(host);
  if (!files) return std::unexpected(files.error());
  const auto genesis = arguments.genesis ? arguments.genesis : genesis_hash(files->log);
  if (!genesis) return std::unexpected(explain(host.terminal, Failure::kNotSotto));
  const Pin pin{to_bytes(*genesis), host.address};
  auto everybody = PublicView::check(*files, pin, host.clock.now());
  const bool cosigned = everybody.has_value();
  if (!cosigned && no_quorum == NoQuorum::kIsLookedAt &&
      (everybody.error() == Failure::kNotCosigned ||
       everybody.error() == Failure::kCosignedLongAgo)) {
    host.terminal.problem(
        "Nobody has confirmed this log for two days or more: the witnesses are gone, or you are "
        "shown another log than others. You can sign nothing but a policy that names other "
        "witnesses; compare its hash and number with the other lead's, by telephone.");
    everybody = PublicView::check_uncosigned(*files, pin, host.clock.now());
  }
  if (!everybody) return std::unexpected(explain(host.terminal, everybody.error()));
  auto lead = lead_of(everybody->log(), std::move(*key));
  if (lead) return Desk{std::move(*everybody), std::move(*lead), cosigned};
  return std::unexpected(explain(host.terminal, Failure::kRefused, protocol::Status::kUnknownLead));
}

std::expected<std::vector<Proposal>, Exit> carry(Host& host,
                                                 const std::optional<RosterCall>& call) {
  if (!call) return std::unexpected(explain(host.terminal, Failure::kLogInvalid));
  const auto response = host.carry(call->request());
  if (!response) return std::unexpected(explain(host.terminal, Failure::kNoAnswer));
  auto done = call->open(*response);
  if (done) return std::move(*done);
  return std::unexpected(explain(host.terminal, done.error().why, done.error().status));
}

}  // namespace sotto::client::cli
