// Keys of leads, the log and the gateway that change while a scheme runs: at the operator's
// console, in the file of the keys, and for everybody who asks.

#include "broker/key_seal.h"
#include "broker/log/roster.h"
#include "broker/rotations.h"
#include "client/core/proposals.h"
#include "crypto/tlog/checkpoint.h"
#include "tests/broker/hand_made.h"
#include "tests/support/seal.h"

namespace sotto::testing {
namespace {

using client::RosterCall;
using protocol::ChangeReason;
using protocol::Entry;

class KeyChanges : public HandMade {
 protected:
  std::string folder() const { return rig.folder().string(); }
  const protocol::Replay& log() { return *(log_ = rig.broker().log()); }

  // Like the command line client: what everybody sees now.
  client::PublicView everybody() {
    client::PublicFiles files;
    Bytes* const places[] = {&files.checkpoint, &files.log, &files.policy, &files.directory};
    for (std::size_t i = 0; i < 4; ++i) {
      *places[i] = rig.exchange({client::kPublicPaths[i], {}}).body;
    }
    auto view = client::PublicView::check(files, {}, rig.now());
    EXPECT_TRUE(view);
    return std::move(*view);
  }
  client::LeadKey lead(std::uint8_t place) { return {place, rig.leads[place].clone()}; }

  // What the broker says to a lead; kOk when it takes it.
  Status said(const std::optional<RosterCall>& call) {
    const auto done = call->open(rig.exchange(call->request()));
    if (done) waiting_ = *done;
    return done ? Status::kOk : done.error().status;
  }
  // But for pass keys, which the broker proposes by itself.
  std::vector<protocol::Proposal> waiting() {
    EXPECT_EQ(said(RosterCall::read(everybody(), lead(1), today())), Status::kOk);
    std::erase_if(waiting_,
                  [](const auto& each) { return each.type == protocol::EntryType::kPassKey; });
    return waiting_;
  }
  Status begin(std::uint8_t by, Entry entry) {
    return said(RosterCall::begin(everybody(), lead(by), std::move(entry), today()));
  }
  Status sign_waiting(std::uint8_t by) {
    const auto all = waiting();
    EXPECT_EQ(all.size(), 1u);
    return said(RosterCall::sign(everybody(), lead(by), all.at(0), today()));
  }
  Entry offer(std::uint8_t place, ChangeReason reason, const SigningKey& key) {
    return client::offer_of(log(), place, reason, key);
  }

  // At the console: nobody serves meanwhile.
  template <class Command>
  auto console(Command command) {
    rig.stop();
    auto out = command();
    rig.start();
    return out;
  }
  auto change_gateway() {
    return console([&] { return broker::change_gateway_key(folder(), {}, rig.now()); });
  }
  auto propose_log_key(ChangeReason reason) {
    return console([&] { return broker::propose_log_key(folder(), {}, reason, rig.now()); });
  }
  std::string accept(std::uint8_t place, const SigningPublicKey& key) {
    const auto ok =
        console([&] { return broker::accept_lead_key(folder(), place, key, {}, rig.now()); });
    return ok ? "" : ok.error();
  }
  // What a start of the service does, too.
  void tidy() {
    rig.stop();
    auto keys = broker::open_folder_keys(folder());
    ASSERT_TRUE(keys) << keys.error();
    const auto ok = broker::tidy_keys(folder(), *keys, *log_, today());
    EXPECT_TRUE(ok) << ok.error();
    rig.start();
  }
  broker::LongTermKeys keys() {
    auto out = broker::load_keys(folder());
    EXPECT_TRUE(out) << out.error();
    return std::move(*out);
  }
  bool signed_by(const SigningPublicKey& key) {
    const Bytes note = rig.exchange({"/checkpoint", {}}).body;
    const std::string_view text(reinterpret_cast<const char*>(note.data()), note.size());
    return tlog::open_checkpoint(text, {log().genesis().origin, key}).has_value();
  }

 private:
  std::shared_ptr<const protocol::Replay> log_;
  std::vector<protocol::Proposal> waiting_;
};

// --- the gateway's ---

TEST_F(KeyChanges, TheGatewayKeyBeforeIsAnsweredForFourteenDays) {
  const HandLocker locker = enrol(Role::kColleague);
  const auto before = log().gateway();
  ASSERT_TRUE(change_gateway());
  EXPECT_EQ(log().gateway().id, before.id + 1);
  EXPECT_NE(log().gateway().key, before.key);
  Person person = rig.enrol("colleague", Role::kColleague);  // to the key that the log names
  accepted(client::kOpen, open_body(locker));                // to the one of genesis

  const auto again = change_gateway();
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().find("still answered"), std::string::npos);

  rig.advance((protocol::kGatewayOverlapDays - 1) * kOneDay);
  accepted(client::kOpen, open_body(locker));
  tidy();
  EXPECT_EQ(keys().other_gateways.size(), 1u) << "on its last day";
  rig.advance(kOneDay);
  const auto late =
      client::Exchange::make(log().genesis().origin, gateway(), client::kOpen, open_body(locker));
  const auto refused = late->open(rig.exchange(late->request()));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().why, client::Failure::kGatewayKeyChanged);
  rig.visit(person);
  tidy();
  EXPECT_EQ(keys().other_gateways.size(), 0u);
  ASSERT_TRUE(change_gateway());
  rig.visit(person);
}

TEST_F(KeyChanges, AGatewayKeyThatTheLogNeverHadIsForgotten) {
  rig.stop();
  auto open = broker::open_folder_keys(folder());
  open->keys.other_gateways.push_back({2, X25519KeyPair::generate()});
  ASSERT_TRUE(broker::place_keys(folder(), open->keys, open->seal)) << "and then the power failed";
  rig.start();
  EXPECT_EQ(log().gateway().id, 1);
  tidy();
  EXPECT_EQ(keys().other_gateways.size(), 0u);
}

// A receipt counts only inside an answer to a capsule of the client's own, so the key of receipts
// is worth nothing to whoever does not have the gateway's: a new one of that is a new one of both.
TEST_F(KeyChanges, WhoHasEveryKeyOfBeforeAnswersNoCapsuleToTheNewGatewayKey) {
  const broker::LongTermKeys stolen = keys();
  const HandLocker locker = enrol(Role::kColleague);
  ASSERT_TRUE(change_gateway());
  ASSERT_EQ(keys().receipt.public_key, stolen.receipt.public_key);
  const auto call = client::Exchange::make(log().genesis().origin, everybody().gateway(),
                                           client::kOpen, open_body(locker));
  EXPECT_FALSE(ohttp::open_request(stolen.gateway, call->request().body));
  const broker::LongTermKeys here = keys();
  EXPECT_TRUE(ohttp::open_request(*here.gateway_key(log().gateway()), call->request().body));
}

// --- the log's ---

TEST_F(KeyChanges, ANewLogKeySignsOnceBothLeadsHaveSignedIt) {
  Person person = rig.enrol("colleague", Role::kColleague);
  const SigningPublicKey before = log().log_key();
  const auto fresh = propose_log_key(ChangeReason::kPlanned);
  ASSERT_TRUE(fresh) << fresh.error();
  EXPECT_EQ(sign_waiting(0), Status::kOk);
  EXPECT_EQ(log().log_key(), before) << "one lead";
  EXPECT_TRUE(signed_by(before));
  EXPECT_EQ(sign_waiting(1), Status::kOk);
  EXPECT_EQ(log().log_key(), *fresh);
  EXPECT_TRUE(signed_by(*fresh));
  EXPECT_FALSE(signed_by(before));
  rig.visit(person);  // who remembers the log under the key before

  EXPECT_EQ(keys().log.public_key, before);
  tidy();
  EXPECT_EQ(keys().log.public_key, *fresh);
  EXPECT_TRUE(keys().other_logs.empty());
  rig.visit(person);
}

TEST_F(KeyChanges, ASecondProposalOfALogKeyTakesTheFirstOnesPlace) {
  const auto first = propose_log_key(ChangeReason::kLost);
  const auto second = propose_log_key(ChangeReason::kLost);
  ASSERT_TRUE(first && second);
  ASSERT_EQ(keys().other_logs.size(), 1u);
  EXPECT_EQ(keys().other_logs[0].public_key, *second);
  for (const std::uint8_t by : {0, 1}) EXPECT_EQ(sign_waiting(by), Status::kOk);
  EXPECT_TRUE(signed_by(*second));
}

// --- a lead's ---

TEST_F(KeyChanges, ALeadWhoLeavesIsFollowedByOneWhomBothLeadsSign) {
  SigningKey fresh = SigningKey::generate();
  const Entry entry = offer(1, ChangeReason::kPlanned, fresh);
  EXPECT_EQ(begin(0, entry), Status::kOk);
  EXPECT_EQ(log().leads()[1], rig.leads[1].public_key) << "one lead has signed";
  EXPECT_EQ(accept(1, fresh.public_key), "no change to this key waits") << "not the operator's";
  EXPECT_EQ(sign_waiting(1), Status::kOk);
  EXPECT_EQ(log().leads()[1], fresh.public_key);
  EXPECT_EQ(said(RosterCall::read(everybody(), lead(1), today())), Status::kBadSignature);
  rig.leads[1] = std::move(fresh);
  EXPECT_TRUE(waiting().empty());
  const HandLocker supporter = enrol(Role::kSupporter);
  list(supporter);  // which the new pair signs
}

TEST_F(KeyChanges, AStolenLeadKeyIsReplacedByTheOtherLeadAndTheOperator) {
  SigningKey fresh = SigningKey::generate();
  EXPECT_EQ(begin(0, offer(1, ChangeReason::kLost, fresh)), Status::kOk);
  EXPECT_EQ(log().leads()[1], rig.leads[1].public_key) << "the operator has not accepted it";
  // Who has the stolen key sees it, and can neither sign it, drop it nor cover it with another.
  const auto waits = waiting();
  ASSERT_EQ(waits.size(), 1u);
  EXPECT_EQ(sign_waiting(1), Status::kBadSignature);
  EXPECT_EQ(said(RosterCall::drop(everybody(), lead(1), waits[0], today())),
            Status::kUnknownProposal);
  const SigningKey friends = SigningKey::generate();
  EXPECT_EQ(begin(1, offer(1, ChangeReason::kLost, friends)), Status::kBadSignature);
  EXPECT_EQ(begin(1, offer(1, ChangeReason::kPlanned, friends)), Status::kOk);
  EXPECT_EQ(waiting().size(), 2u);

  const auto shown = console([&] { return broker::waiting_lead_key(folder(), 1); });
  ASSERT_TRUE(shown) << shown.error();
  EXPECT_EQ(shown->key, fresh.public_key);
  EXPECT_NE(accept(1, friends.public_key), "");
  EXPECT_NE(accept(0, fresh.public_key), "");
  EXPECT_EQ(accept(1, fresh.public_key), "");
  EXPECT_EQ(log().leads()[1], fresh.public_key);
  EXPECT_EQ(said(RosterCall::read(everybody(), lead(1), today())), Status::kBadSignature);
  EXPECT_NE(accept(1, fresh.public_key), "") << "once";
  rig.leads[1] = std::move(fresh);
  rig.advance(kOneDay);
  EXPECT_TRUE(waiting().empty()) << "the log has overtaken the thief's";
}

TEST_F(KeyChanges, AnOfferThatItsOwnerDidNotSignIsNone) {
  Entry entry = offer(1, ChangeReason::kPlanned, SigningKey::generate());
  std::get<protocol::LeadChange>(entry.body).key[0] ^= 1;
  EXPECT_EQ(begin(0, entry), Status::kUnknownProposal);
  EXPECT_TRUE(waiting().empty());
}

// --- the pages ---

TEST_F(KeyChanges, OneLeadSignsWhichPagesAreServed) {
  const protocol::Build build{.number = log().next_build_number(),
                              .manifest = sha256({as_bytes("manifest")}),
                              .version = "1.0"};
  EXPECT_EQ(begin(1, {.day = 0, .body = build}), Status::kOk);
  ASSERT_TRUE(log().build());
  EXPECT_EQ(log().build()->manifest, build.manifest);
  EXPECT_EQ(begin(0, {.day = 0, .body = build}), Status::kOk) << "after an answer that was lost";
  EXPECT_EQ(log().next_build_number(), build.number + 1);
}

// --- the file of the keys ---

TEST_F(KeyChanges, NewKeysAreSealedAsTheOthersWere) {
  const auto path = rig.folder() / "keys";
  const auto before = rig.folder().parent_path() / "keys-of-before";
  std::filesystem::create_hard_link(path, before);  // the blocks that go back to the disk
  ASSERT_TRUE(change_gateway());
  const auto sealed = broker::read_file(path.string());
  const auto source = seal_source(folder());
  EXPECT_EQ(broker::sealed_with(*sealed)->name, source.name);
  EXPECT_TRUE(broker::open_keys(source, *sealed));
  EXPECT_FALSE(broker::open_keys(source, *broker::read_file(before.string())));
  for (const auto& key : keys().other_gateways) {
    const ByteView secret = key.pair.secret.expose();
    EXPECT_TRUE(std::ranges::search(*sealed, secret).empty());
  }
}

TEST_F(KeyChanges, WithoutTheSecretNothingIsTouched) {
  const std::string other = (rig.folder().parent_path() / "other").string();
  ASSERT_TRUE(broker::new_seal_secret({broker::SealSource::Kind::kFile, other}, folder()));
  const broker::SealSource wrong{broker::SealSource::Kind::kFile, other};
  rig.stop();
  const auto before = disk();
  const std::string said = broker::describe(broker::SealRefusal::kWrongSecret, wrong);
  EXPECT_EQ(broker::change_gateway_key(folder(), wrong, rig.now()).error(), said);
  EXPECT_EQ(broker::propose_log_key(folder(), wrong, ChangeReason::kPlanned, rig.now()).error(),
            said);
  EXPECT_EQ(broker::accept_lead_key(folder(), 0, {}, wrong, rig.now()).error(), said);
  EXPECT_EQ(disk(), before);
  rig.start();
}

TEST_F(KeyChanges, WhileItIsServedNothingIsChanged) {
  const auto changed = broker::change_gateway_key(folder(), {}, rig.now());
  ASSERT_FALSE(changed);
  EXPECT_EQ(log().gateway().id, 1);
}

// --- the policy ---

class PolicyChanges : public KeyChanges {
 protected:
  static protocol::Policy titled(const std::string& title) {
    protocol::Policy out = Rig::test_policy();
    out.title = title;
    return out;
  }
  std::string propose(const protocol::Policy& policy) {
    const auto ok =
        console([&] { return broker::propose_policy(folder(), {}, policy, rig.now()); });
    return ok ? (*ok ? "proposed" : "placed") : ok.error();
  }
  client::NextPolicy next() {
    const auto file = rig.exchange({client::kNextPolicyPath, {}});
    return file.status == 200 ? protocol::Policy::parse(file.body) : std::nullopt;
  }
  void sign_by_both() {
    for (const std::uint8_t each : {0, 1}) ASSERT_EQ(sign_waiting(each), Status::kOk);
  }
};

TEST_F(PolicyChanges, ALeadSeesWhatChangesAndItIsInForceTheDayAfterBothHaveSigned) {
  Person person = rig.enrol("colleague", Role::kColleague);
  EXPECT_FALSE(next());
  ASSERT_EQ(propose(titled("Other")), "proposed");
  const auto proposal = waiting().at(0);
  const auto seen = client::see(proposal, everybody(), next());
  ASSERT_EQ(seen->changes.size(), 1u);
  EXPECT_EQ(seen->changes[0].name, "title");
  EXPECT_EQ(seen->changes[0].before, "Test scheme");
  EXPECT_EQ(seen->changes[0].after, "Other");
  EXPECT_TRUE(client::is_sound(proposal, everybody(), next()));
  // Nobody signs what they were not shown, or what cannot follow.
  EXPECT_FALSE(client::is_sound(proposal, everybody(), {}));
  EXPECT_FALSE(client::is_sound(proposal, everybody(), titled("Another")));

  sign_by_both();
  EXPECT_FALSE(rig.broker().policy_is_over());
  EXPECT_EQ(everybody().policy().title, "Test scheme");
  rig.advance(kOneDay);
  EXPECT_TRUE(rig.broker().policy_is_over());
  rig.visit(person);  // a file turns a moment after the day does
  rig.restart();
  EXPECT_FALSE(rig.broker().policy_is_over());
  EXPECT_EQ(everybody().policy().title, "Other");
  EXPECT_EQ(rig.broker().scheme().policy.title, "Other");
  rig.visit(person);
}

TEST_F(PolicyChanges, WhatCannotFollowIsNotProposed) {
  protocol::Policy other = Rig::test_policy();
  other.calendar.epoch_days = 11;
  EXPECT_NE(propose(other).find("never change"), std::string::npos);
  other = Rig::test_policy();
  other.concern_quorum = 2;
  EXPECT_NE(propose(other).find("never changes"), std::string::npos);
  EXPECT_NE(propose(Rig::test_policy()).find("in force"), std::string::npos);
  EXPECT_TRUE(waiting().empty());
}

TEST_F(PolicyChanges, AnotherProposalTakesThePlaceOfOneThatWaitsAndNotOfOneThatIsSigned) {
  ASSERT_EQ(propose(titled("First")), "proposed");
  ASSERT_EQ(sign_waiting(0), Status::kOk);
  ASSERT_EQ(propose(titled("Second")), "proposed");
  sign_by_both();
  EXPECT_NE(propose(titled("Third")).find("tomorrow"), std::string::npos);
  rig.advance(kOneDay);
  rig.restart();
  EXPECT_EQ(rig.broker().scheme().policy.title, "Second");
  EXPECT_EQ(propose(titled("Third")), "proposed");
}

TEST_F(PolicyChanges, ABrokerThatHasLostWhatIsInForceAsksForItAndTakesNothingElse) {
  ASSERT_EQ(propose(titled("Other")), "proposed");
  sign_by_both();
  rig.stop();
  {
    auto store = broker::Store::open(folder(), broker::all_tables(), broker::repair_slots);
    ASSERT_TRUE(broker::apply_now(**store, [](const broker::GroupView&) {
      broker::Decision decision;
      decision.replace(broker::kNextPolicy, titled("Forged").encode());
      return decision;
    }));
  }
  rig.sleep(kOneDay);
  EXPECT_THROW(rig.start(), std::runtime_error);
  rig.stop();
  EXPECT_FALSE(broker::propose_policy(folder(), {}, titled("Forged"), rig.now()));
  const auto placed = broker::propose_policy(folder(), {}, titled("Other"), rig.now());
  ASSERT_TRUE(placed) << placed.error();
  EXPECT_FALSE(*placed) << "nobody has to sign it again";
  rig.start();
  EXPECT_EQ(rig.broker().scheme().policy.title, "Other");
}

}  // namespace
}  // namespace sotto::testing
