#include "broker/concerns/openings.h"

#include <algorithm>

#include "broker/boards/boards.h"
#include "broker/log/log.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/day_file.h"

namespace sotto::broker {
namespace {

using protocol::Board;
using protocol::OpeningPlace;
using protocol::Replay;

bool is_of(const Replay& log, std::uint8_t place, const SigningPublicKey& key) {
  const auto known = log.recipients().find(place);
  return known != log.recipients().end() && known->second.signing_key == key;
}

std::optional<SigningPublicKey> signer(const Scheme& scheme, const Replay& log,
                                       const protocol::CommitRequest& request) {
  const OpeningPlace& opening = *request.opening;
  const auto known = log.recipients().find(opening.place);
  if (known == log.recipients().end()) return std::nullopt;
  const Bytes message =
      protocol::opening_message(scheme.genesis, request.id, request.expected_version, opening);
  const SigningPublicKey& key = known->second.signing_key;
  if (!verify(key, protocol::kOpeningLabel, message, opening.signature)) return std::nullopt;
  return key;
}

// The files that the public sees: today and the 13 days before it.
std::optional<protocol::Envelope> find_envelope(const Files& files, const OpeningPlace& opening,
                                                protocol::Day today) {
  if (opening.day > today || opening.day + protocol::kBoardDays <= today) return std::nullopt;
  const auto file = files.read(day_file_name(Board::kEnvelopes, opening.day));
  if (!file) return std::nullopt;
  const auto found = protocol::find_cell(file->file->bytes().subspan(file->offset, file->size),
                                         protocol::kEnvelopeSize, opening.index, opening.id);
  if (!found) return std::nullopt;
  return to_array<protocol::kEnvelopeSize>(found->first<protocol::kEnvelopeSize>());
}

// Under the key in force or an older one that is still there.
std::optional<protocol::CoSecrets> open_with_keys(const Erasable& erasable, const Replay& log,
                                                  const Hash256& genesis,
                                                  const protocol::Envelope& envelope) {
  for (auto number = static_cast<std::uint32_t>(log.concerns_keys().size()); number-- > 0;) {
    const auto key = concerns_key_in(erasable.read(concerns_key_slot(number)), number);
    if (!key) continue;
    if (auto secrets = protocol::open_co_place(envelope, *key, genesis)) return secrets;
  }
  return std::nullopt;
}

}  // namespace

CheckedOpening check_opening(const Files& files, const Erasable& erasable, const Scheme& scheme,
                             const Replay& log, const protocol::CommitRequest& request,
                             protocol::Day today) {
  CheckedOpening out;
  out.by = signer(scheme, log, request);
  if (!out.by) return out;
  const auto envelope = find_envelope(files, *request.opening, today);
  if (envelope) out.secrets = open_with_keys(erasable, log, scheme.genesis, *envelope);
  return out;
}

std::shared_ptr<const Replay> decide_opening(const Replay& log, const Scheme& scheme,
                                             const OpeningPlace& opening,
                                             const CheckedOpening& checked, protocol::Day today,
                                             protocol::OpeningAnswer& answer, Decision& decision) {
  answer = random_array<sizeof(answer)>();
  // The log may have another recipient there by now.
  if (!checked.by || !is_of(log, opening.place, *checked.by)) return nullptr;
  protocol::Opening entry{random_array<32>(), opening.note};
  if (checked.secrets) {
    const std::uint64_t at = log.size();
    entry.commitment = protocol::opening_commitment(checked.secrets->trace, opening.place, at);
    answer = protocol::OpeningGiven{checked.secrets->clone(), at}.encode();
  }
  const protocol::Day day = std::max(today, log.last_day());
  return append_entries(log, scheme.keys, {{day, entry}}, decision).log;
}

}  // namespace sotto::broker
