// What the broker keeps of listings' texts: those that a directory has, or will have, and no
// others.

#include "broker/log/listings.h"

#include "tests/broker/hand_made.h"

namespace sotto::testing {
namespace {

constexpr protocol::UnixTime kOneWeek = 7 * kOneDay;

class Listings : public HandMade {
 protected:
  protocol::SupporterId id_of(const HandLocker& supporter) {
    return protocol::supporter_id(supporter.identity.public_key);
  }
  // The commitment of what everybody reads of them; none: they are not listed.
  std::optional<Hash256> shown(const HandLocker& supporter) {
    const auto directory =
        broker::make_directory(rig.store().snapshot(), *rig.broker().log(), week());
    const auto found =
        std::ranges::find(directory.entries, id_of(supporter), &protocol::DirectoryEntry::id);
    if (found == directory.entries.end()) return std::nullopt;
    return protocol::listing_commitment(found->salt, found->text);
  }
  static Hash256 commitment(const protocol::Proposal& proposal) {
    return protocol::listing_commitment(proposal.salt, proposal.text);
  }
  void sign_both(const protocol::Proposal& proposal) {
    for (const std::uint8_t lead : {0, 1}) accepted(client::kRoster, sign_by(lead, proposal));
  }
  protocol::Proposal put(const HandLocker& supporter, std::uint32_t number) {
    const auto proposal = listing(supporter, number);
    accepted(client::kRoster, propose(proposal));
    sign_both(proposal);
    return proposal;
  }
};

TEST_F(Listings, AreKeptFromTheirSigningOn) {
  const HandLocker supporter = fresh(Role::kSupporter);
  const auto first = put(supporter, 1);
  EXPECT_EQ(rows(broker::kListings), 1u);
  EXPECT_EQ(shown(supporter), std::nullopt);  // from next week on
  for (int weeks = 0; weeks < 6; ++weeks) {
    rig.advance(kOneWeek);
    EXPECT_EQ(shown(supporter), commitment(first));
    EXPECT_EQ(rows(broker::kListings), 1u);
  }
}

TEST_F(Listings, AreErasedWhenAnotherOneTookTheirPlace) {
  const HandLocker supporter = fresh(Role::kSupporter);
  const HandLocker other = fresh(Role::kSupporter);
  const auto first = put(supporter, 1);
  const auto of_other = put(other, 1);
  rig.advance(kOneWeek);
  const auto second = put(supporter, 2);
  rig.advance(kOneDay);
  EXPECT_EQ(shown(supporter), commitment(first));  // until the week is over
  EXPECT_EQ(rows(broker::kListings), 3u);
  rig.advance(kOneWeek);
  EXPECT_EQ(shown(supporter), commitment(second));
  EXPECT_EQ(shown(other), commitment(of_other));
  EXPECT_EQ(rows(broker::kListings), 2u);
}

TEST_F(Listings, AreErasedWhenTheirSupporterHasLeft) {
  const HandLocker supporter = fresh(Role::kSupporter);
  const auto first = put(supporter, 1);
  rig.advance(kOneWeek);
  sign_both(removal(supporter, 2));
  rig.advance(kOneDay);
  EXPECT_EQ(shown(supporter), commitment(first));
  rig.advance(kOneWeek);
  EXPECT_EQ(shown(supporter), std::nullopt);
  EXPECT_EQ(rows(broker::kListings), 0u);
  // Who comes back is listed anew.
  const auto again = put(supporter, 3);
  rig.advance(kOneWeek);
  EXPECT_EQ(shown(supporter), commitment(again));
  EXPECT_EQ(rows(broker::kListings), 1u);
}

}  // namespace
}  // namespace sotto::testing
