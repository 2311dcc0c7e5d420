// What people do in an open visit.

#include <algorithm>

#include "client/core/visit_machine.h"
#include "crypto/primitives/random.h"

namespace sotto::client {
namespace {

using Result = std::expected<void, IntentRefusal>;

std::unexpected<IntentRefusal> refuse(IntentRefusal why) {
  return std::unexpected(why);
}

}  // namespace

Result Visit::Machine::apply(const Intent& intent) {
  const SeenAll before = seen();
  const Result out = std::visit([this](const auto& wish) { return carry_out(wish); }, intent);
  settle(before, false);
  return out;
}

Result Visit::Machine::carry_out(const intent::Enquire& wish) {
  if (state.role != protocol::Role::kColleague) return refuse(IntentRefusal::kWrongRole);
  // The director pairs; nobody enquires.
  if (everybody->policy().near_peer) return refuse(IntentRefusal::kNotOffered);
  if (std::ranges::find(everybody->policy().means, wish.means) == everybody->policy().means.end()) {
    return refuse(IntentRefusal::kMeansNotAllowed);
  }
  if (!valid_value(wish.means, wish.value)) return refuse(IntentRefusal::kValueInvalid);
  const auto& entries = everybody->directory().entries;
  if (std::ranges::find(entries, wish.supporter, &protocol::DirectoryEntry::id) == entries.end()) {
    return refuse(IntentRefusal::kNoSuchSupporter);
  }
  const auto key = everybody->contact_key(wish.supporter);
  if (!key) return refuse(IntentRefusal::kNotOffered);
  const bool engaged = std::ranges::any_of(state.engagements, [&](const Engagement& engagement) {
    return engagement.supporter() == wish.supporter && engagement.phase() != client::Phase::kEnded;
  });
  if (engaged) return refuse(IntentRefusal::kAlreadyEngaged);
  if (state.engagements.size() == protocol::kMaxEngagements) {
    return refuse(IntentRefusal::kTooManyEngagements);
  }
  const auto pack = state.packs.take();
  if (!pack) return refuse(IntentRefusal::kNoPackLeft);
  state.engagements.push_back(Engagement::enquire(state.next_engagement++, wish.supporter,
                                                  {key->key, key->week}, *pack, wish.means,
                                                  wish.value, everybody->today()));
  return {};
}

Result Visit::Machine::carry_out(const intent::Choose& wish) {
  Engagement* const engagement = state.find(wish.engagement);
  return engagement != nullptr ? engagement->choose(wish.slot)
                               : refuse(IntentRefusal::kNoSuchEngagement);
}

Result Visit::Machine::carry_out(const intent::Accept& wish) {
  Engagement* const engagement = state.find(wish.engagement);
  return engagement != nullptr ? engagement->accept() : refuse(IntentRefusal::kNoSuchEngagement);
}

Result Visit::Machine::carry_out(const intent::Cannot& wish) {
  Engagement* const engagement = state.find(wish.engagement);
  return engagement != nullptr ? engagement->cannot(everybody->today())
                               : refuse(IntentRefusal::kNoSuchEngagement);
}

Result Visit::Machine::carry_out(const intent::Offer& wish) {
  Engagement* const engagement = state.find(wish.engagement);
  return engagement != nullptr ? engagement->offer(wish.slots)
                               : refuse(IntentRefusal::kNoSuchEngagement);
}

Result Visit::Machine::carry_out(const intent::Held& wish) {
  Engagement* const engagement = state.find(wish.engagement);
  return engagement != nullptr ? engagement->held(everybody->today())
                               : refuse(IntentRefusal::kNoSuchEngagement);
}

Result Visit::Machine::carry_out(const intent::End& wish) {
  Engagement* const engagement = state.find(wish.engagement);
  return engagement != nullptr ? engagement->end(everybody->today())
                               : refuse(IntentRefusal::kNoSuchEngagement);
}

// At once and without a word: repeats of the enquiry are dropped by its mark.
Result Visit::Machine::carry_out(const intent::EndAndBlock& wish) {
  const Engagement* const engagement = state.find(wish.engagement);
  if (engagement == nullptr || engagement->phase() == client::Phase::kWaitsForPass) {
    return refuse(IntentRefusal::kNoSuchEngagement);
  }
  if (engagement->pair()) return refuse(IntentRefusal::kWrongState);
  if (state.supporter) state.supporter->marks.add(engagement->mark());
  std::erase_if(state.engagements,
                [&](const Engagement& each) { return each.id() == wish.engagement; });
  return {};
}

Result Visit::Machine::carry_out(const intent::Pause& wish) {
  if (!state.supporter) return refuse(IntentRefusal::kWrongRole);
  // Whom the director pairs with them would wait, and nobody would know why.
  if (wish.paused && everybody->policy().near_peer) return refuse(IntentRefusal::kNoPausing);
  state.supporter->paused = wish.paused;
  return {};
}

Result Visit::Machine::carry_out(const intent::PublishListing& wish) {
  if (!state.supporter) return refuse(IntentRefusal::kWrongRole);
  if (!wish.text.is_valid() || (state.peer && wish.text.encode().size() > kPeerListingMax)) {
    return refuse(IntentRefusal::kListingInvalid);
  }
  SupporterState& own = *state.supporter;
  const auto found = everybody->log().roster().find(*own_id());
  const std::uint32_t logged = found == everybody->log().roster().end() ? 0 : found->second.number;
  const std::uint32_t last_number = std::max({logged, own.listed, own.published.number});
  own.published = {last_number + 1, random_array<32>(), wish.text.encode()};
  return {};
}

std::optional<protocol::Proposal> Visit::Machine::own_proposal() const {
  return state.recipient ? own_recipient_proposal() : own_listing_proposal();
}

std::optional<protocol::Proposal> Visit::Machine::own_listing_proposal() const {
  if (!state.supporter || state.supporter->published.number == 0) return std::nullopt;
  const SupporterState& own = *state.supporter;
  const auto found = everybody->log().roster().find(*own_id());
  if (found != everybody->log().roster().end() && found->second.number >= own.published.number) {
    return std::nullopt;
  }
  protocol::Listing listing;
  listing.identity_key = own.identity.public_key;
  listing.number = own.published.number;
  listing.commitment = own.published.commitment();
  listing.signature = sign(own.identity, protocol::kListingLabel,
                           protocol::listing_message(everybody->genesis(), listing));
  return protocol::Proposal{.type = protocol::EntryType::kListing,
                            .body = protocol::Entry{.day = 0, .body = listing}.encode(),
                            .salt = own.published.salt,
                            .text = own.published.text};
}

}  // namespace sotto::client
