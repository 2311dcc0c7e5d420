#include "client/core/recipients.h"

#include <bit>

namespace sotto::client {
namespace {

shamir::Share copy_of(const shamir::Share& share) {
  return {share.holder, share.value.clone()};
}

}  // namespace

std::vector<std::uint8_t> own_places(const protocol::Replay& log, const RecipientState& own) {
  std::vector<std::uint8_t> out;
  for (const auto& [place, recipient] : log.recipients()) {
    if (recipient.signing_key == own.identity.public_key &&
        recipient.sealing_key == own.sealing.public_key) {
      out.push_back(place);
    }
  }
  return out;
}

std::vector<protocol::Recipient> other_recipients(const protocol::Replay& log,
                                                  const RecipientState& own) {
  std::vector<protocol::Recipient> out;
  for (const auto& [place, recipient] : log.recipients()) {
    if (recipient.sealing_key != own.sealing.public_key) out.push_back(recipient);
  }
  return out;
}

// The received are at most seven: every choice of as many as are missing is tried.
std::optional<protocol::OpenedConcern> read_concern(const HeldConcern& held,
                                                    const PublicView& everybody) {
  if (!held.opened) return std::nullopt;
  const auto missing = everybody.policy().concern_quorum - 1;
  static_assert(HeldConcern::kSharesMax < 8);
  for (unsigned choice = 0; choice < 1u << held.received.size(); ++choice) {
    if (std::popcount(choice) != missing) continue;
    std::vector<shamir::Share> shares;
    shares.push_back(held.own_share());
    for (std::size_t i = 0; i < held.received.size(); ++i) {
      if ((choice >> i & 1) != 0) shares.push_back(copy_of(held.received[i]));
    }
    auto opened = protocol::open_envelope(held.envelope, shares, held.given, everybody.genesis());
    if (opened) return opened;
  }
  return std::nullopt;
}

}  // namespace sotto::client
