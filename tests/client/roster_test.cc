#include "client/core/roster.h"

#include <gtest/gtest.h>

#include "client/core/founding.h"
#include "tests/client/scheme.h"

namespace sotto::client {
namespace {

using testing::FakeBroker;
using testing::Scheme;

std::vector<protocol::Proposal> ask(FakeBroker& broker, const RosterCall& call) {
  const auto out = call.open(broker.serve(call.request()));
  EXPECT_TRUE(out);
  return out ? *out : std::vector<protocol::Proposal>{};
}

TEST(Roster, BringsAListingIntoTheLogByTwoLeads) {
  FakeBroker broker;
  Scheme scheme(broker);
  auto supporter = scheme.enrol(10, protocol::Role::kSupporter);
  ASSERT_FALSE(supporter.own_proposal());
  ASSERT_TRUE(supporter.apply(intent::PublishListing{testing::sample_text("A Third Person")}));
  const auto& everybody = supporter.everybody();
  const auto day = broker.today();
  EXPECT_TRUE(
      ask(broker, *RosterCall::propose(everybody, *supporter.signed_proposal(day))).empty());
  for (const SigningKey& key : broker.log.leads) {
    const auto lead = lead_of(everybody.log(), key.clone());
    ASSERT_TRUE(lead);
    const auto waiting = ask(broker, *RosterCall::read(everybody, *lead, day));
    ASSERT_EQ(waiting.size(), 1u);
    ask(broker, *RosterCall::sign(everybody, *lead, waiting[0], day));
  }
  const auto entry = protocol::Entry::parse(broker.proposals[0].body);
  broker.log.append(day, std::get<protocol::Listing>(entry->body));
  EXPECT_TRUE(broker.log.replay.roster().contains(*supporter.own_id()));
}

TEST(OwnListing, IsSignedWhenTheLogHasWhatWasPublishedLast) {
  FakeBroker broker;
  Scheme scheme(broker);
  auto newcomer = scheme.enrol(30, protocol::Role::kSupporter);
  EXPECT_FALSE(newcomer.own_listing_signed()) << "none was published";
  scheme.begin();
  EXPECT_FALSE(scheme.colleague().own_listing_signed());
  auto supporter = scheme.supporter();
  EXPECT_TRUE(supporter.own_listing_signed());
  ASSERT_TRUE(supporter.apply(intent::PublishListing{testing::sample_text("A Third Person")}));
  EXPECT_FALSE(supporter.own_listing_signed()) << "the leads have not seen it";
  broker.admit(*supporter.own_proposal());
  EXPECT_FALSE(supporter.own_listing_signed()) << "this visit has an older log";
  scheme.host.stay(supporter);
  scheme.host.leave(supporter);
  ASSERT_FALSE(supporter.failure());
  broker.pass_days(7);  // the new text is in force
  const auto again = scheme.supporter();
  ASSERT_TRUE(again.opened());
  EXPECT_TRUE(again.own_listing_signed());
}

TEST(Roster, TakesAProposalOffTheListByALead) {
  FakeBroker broker;
  Scheme scheme(broker);
  auto supporter = scheme.enrol(10, protocol::Role::kSupporter);
  ASSERT_TRUE(supporter.apply(intent::PublishListing{testing::sample_text("A Third Person")}));
  const auto& everybody = supporter.everybody();
  const auto day = broker.today();
  ask(broker, *RosterCall::propose(everybody, *supporter.signed_proposal(day)));
  const auto lead = lead_of(everybody.log(), broker.log.leads[0].clone());
  const auto waiting = ask(broker, *RosterCall::read(everybody, *lead, day));
  ASSERT_EQ(waiting.size(), 1u);
  ask(broker, *RosterCall::drop(everybody, *lead, waiting[0], day));
  EXPECT_TRUE(ask(broker, *RosterCall::read(everybody, *lead, day)).empty());
}

TEST(Roster, ProposesARemovalSignedByTheLead) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  const Visit visit = scheme.colleague();
  const auto lead = lead_of(visit.log(), broker.log.leads[1].clone());
  ASSERT_TRUE(lead);
  ask(broker, *RosterCall::propose_removal(visit.everybody(), *lead, scheme.id, broker.today()));
  ASSERT_EQ(broker.proposals.size(), 1u);
  const auto entry = protocol::Entry::parse(broker.proposals[0].body);
  auto removal = std::get<protocol::Removal>(entry->body);
  ASSERT_EQ(removal.signatures.size(), 1u);
  EXPECT_EQ(removal.signatures[0].lead, 1);
  removal.signatures = broker.log.by_leads(protocol::kRemovalLabel,
                                           protocol::removal_message(broker.genesis(), removal));
  broker.log.append(broker.today(), removal);
}

TEST(Roster, KnowsNobodyElseAsALead) {
  const testing::SampleLog log;
  EXPECT_FALSE(lead_of(log.replay, testing::sample_key(9)));
}

TEST(SixWords, AreOfTheIdentityKey) {
  const auto words = six_words(testing::filled<32>(1));
  EXPECT_EQ(words, six_words(testing::filled<32>(1)));
  EXPECT_NE(words, six_words(testing::filled<32>(2)));
  // The first bytes of SHA-256("sotto/v1/six-words" || 0x00 || 32 bytes of 1).
  Bytes input = to_bytes(as_bytes("sotto/v1/six-words"));
  input.push_back(0);
  input.resize(input.size() + 32, 1);
  const Hash256 hash = sha256({input});
  EXPECT_EQ(words[5], (hash[10] * 256 + hash[11]) % 7776);
}

TEST(Founding, SignsForEachLead) {
  const testing::SampleLog log;
  auto draft = protocol::Entry::parse(log.entries[0]);
  std::get<protocol::Genesis>(draft->body).signatures = {};
  const auto first = sign_genesis(draft->encode(), log.leads[1]);
  ASSERT_TRUE(first);
  EXPECT_NE(*first, log.entries[0]);
  const auto both = sign_genesis(*first, log.leads[0]);
  ASSERT_TRUE(both);
  EXPECT_EQ(*both, log.entries[0]);
}

TEST(Founding, RefusesWhatItShouldNotSign) {
  const testing::SampleLog log;
  EXPECT_EQ(sign_genesis(Bytes(3), log.leads[0]).error(), FoundingRefusal::kNotADraft);
  EXPECT_EQ(sign_genesis(log.entries[1], log.leads[0]).error(), FoundingRefusal::kNotADraft);
  EXPECT_EQ(sign_genesis(log.entries[0], testing::sample_key(9)).error(),
            FoundingRefusal::kNotALead);
  auto draft = protocol::Entry::parse(log.entries[0]);
  std::get<protocol::Genesis>(draft->body).signatures[1][0] ^= 1;
  EXPECT_EQ(sign_genesis(draft->encode(), log.leads[0]).error(), FoundingRefusal::kOtherSignature);
}

}  // namespace
}  // namespace sotto::client
