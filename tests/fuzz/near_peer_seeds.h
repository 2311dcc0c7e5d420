#pragma once
// Seeds of the corpus near_peer that follow from a format.

#include <utility>
#include <vector>

#include "client/core/near_peer/agreement.h"
#include "client/core/near_peer/desk_file.h"
#include "client/core/near_peer/peer.h"
#include "client/core/near_peer/statement.h"
#include "tests/client/near_peer/post.h"
#include "tests/support/sample_log.h"

namespace sotto::testing {

inline std::vector<std::pair<std::string, Bytes>> near_peer_seeds() {
  using namespace client;
  const auto behind = [](char kind, ByteView bytes) {
    return concat({Bytes{static_cast<std::uint8_t>(kind)}, bytes});
  };
  Desk desk(sample_near_peer());
  add_eligible(desk, "Abel", {"LTFT"});
  if (!desk.add(sample_doctor("Carl", {"LTFT", "Age"}))) std::abort();
  desk.feedback().add("Once a month is enough.");
  protocol::Policy policy = sample_policy();
  policy.near_peer = sample_near_peer();
  DirectorsDesk whole = begin_desk(filled<32>(7), policy,
                                   director_keys(sample_key(40), X25519KeyPair::from_secret({})));
  whole.desk = std::move(desk);
  const SignedStatement statement = sign_statement(
      {policy.origin, filled<32>(7), StatementKind::kSupporter, "Abel", 1, 2, 3, Hours::kUpTo10},
      sample_key(40));
  const Agreement agreement{.supportee = "Carl",
                            .supporter = "Abel",
                            .start = 1,
                            .end = 300,
                            .how_often = "Monthly",
                            .where = "Library",
                            .means = protocol::Means::kPhone,
                            .means_value = "01632 960000",
                            .gain = "Advice",
                            .notes = "",
                            .supportee_key = filled<32>(1),
                            .supporter_key = filled<32>(2)};
  // A desk and two people in the middle of it all.
  Post post;
  post.begin();
  const auto wants = [&](PeerState& who, PeerVerb verb, std::string text = {}) {
    PeerAct act{.verb = verb};
    act.pair = 1;
    act.text = std::move(text);
    act.terms = agreement;
    if (!who.act(act, post.around())) std::abort();
  };
  wants(post.carl, PeerVerb::kProposeAgreement);
  wants(post.carl, PeerVerb::kTellRelationship, "Please call me.");
  wants(post.abel, PeerVerb::kRemind);
  post.round({&post.carl, &post.abel});
  wants(post.carl, PeerVerb::kTellAboutScheme, "It helps.");
  if (!post.desk.set_wishes(2, {"ltft", "Faith"})) std::abort();
  post.mail.renew_invitation(9);
  const auto stored = [](const PeerState& peer) {
    SecretWriter out(peer.size());
    peer.write(out);
    return out.take();
  };
  const DirectorsDesk busy{
      post.genesis,         policy.encode(),           post.keys.signing.clone(),
      std::move(post.desk), post.keys.sealing.clone(), std::move(post.mail)};
  const PeerPair& pair = post.abel.pairs().front();
  Letter letter;
  letter.kind = LetterKind::kStanding;
  letter.number = 1;
  letter.piece = StandingLetter{Standing::kOptedOut, true}.encode();
  const auto cell =
      seal_letter(letter, &post.carl.identity(), post.abel.mail().public_key, post.genesis);
  const auto opener = Opener::for_enquiries(post.abel.mail().clone(), letter_info(post.genesis));
  return {{"letter", behind('l', opener.open(protocol::Cell(*cell))->expose())},
          {"busy_desk", behind('k', encode_desk(busy).expose())},
          {"peer_doctor", behind('P', stored(post.carl).expose())},
          {"peer_supporter", behind('P', stored(post.abel).expose())},
          {"signed_agreement", behind('G', encode_agreement({agreement, Signature{1}, {}}))},
          {"letter_application",
           behind('1', ApplicationLetter{X25519PublicKey{9}, sample_application("Abel")}.encode())},
          {"letter_hello", behind('2', Hello{Invitation{1}, X25519PublicKey{9}}.encode())},
          {"letter_standing", behind('3', letter.piece)},
          {"letter_about_pair", behind('4', AboutPair{PairId{1}, "Please call me."}.encode())},
          {"letter_about_scheme", behind('6', AboutScheme{{1}, "It helps."}.encode())},
          {"letter_wishes", behind('7', Wishes{{"LTFT", "Age"}}.encode())},
          {"letter_introduction", behind('i', Introduction{"Abel", "F2", {pair.with}}.encode())},
          {"letter_feedback", behind('f', PairFeedback{{1, 2, 4}, "Thank you."}.encode())},
          {"desk", behind('k', encode_desk(whole).expose())},
          {"statement", behind('s', as_bytes(statement.file()))},
          {"agreement", behind('g', agreement.encode())},
          {"application", behind('p', sample_application("Abel", {"LTFT", "Age"}).encode())}};
}

}  // namespace sotto::testing
