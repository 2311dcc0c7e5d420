// Constant time, by valgrind: memcheck treats secret bytes as uninitialised, so that a branch or an
// address that depends on one is an error. All randomness is secret. What a peer or an onlooker
// learns anyway is marked defined again, at that point and with the reason: here, in
// public_answers.cc and, for two branches inside libsodium, in libsodium.supp. Run under valgrind
// --error-exitcode; "plant" leaks on purpose, so that a run that notices nothing is itself noticed.

#include <valgrind/memcheck.h>

#include <cstdio>
#include <string_view>

#include "crypto/base/panic.h"
#include "crypto/cocktail/certificate.h"
#include "crypto/figures/partial.h"
#include "crypto/hpke/hpke.h"
#include "crypto/ohttp/ohttp.h"
#include "crypto/primitives/aead.h"
#include "crypto/primitives/hkdf.h"
#include "crypto/primitives/random.h"
#include "crypto/primitives/shamir.h"
#include "crypto/primitives/signature.h"
#include "crypto/protocol/envelope.h"
#include "crypto/voprf/token.h"
#include "tests/ct/public_answers.h"

namespace sotto {
namespace {

using ristretto::Element;
using ristretto::Scalar;
using testing::PublicBaseProducts;
using testing::PublicProducts;
using testing::reveal;
using testing::revealed;

void expect(bool right, const char* what) {
  if (!right) {
    std::fprintf(stderr, "wrong result: %s\n", what);
    panic("ct_test: a wrong result");
  }
}

void expect_equal(ByteView a, ByteView b, const char* what) {
  reveal(a);  // only the test looks
  reveal(b);
  expect(equal(a, b), what);
}

SecretBytes random_message(std::size_t size) {
  SecretBytes out(size);
  random_fill(out.fill());
  return out;
}

void comparing() {
  const Secret<64> a = random_secret<64>();
  const Secret<64> same = a.clone();
  const Secret<64> other = random_secret<64>();
  // Whether two secrets are equal is what the caller acts on.
  expect(revealed(constant_time_equal(a.expose(), same.expose())), "equal secrets");
  expect(!revealed(constant_time_equal(a.expose(), other.expose())), "different secrets");
  expect(revealed(a == same), "equal secrets");
}

void deriving() {
  const Secret<32> root = random_secret<32>();
  const Secret<32> key = derive<32>("ct", {root.expose()}, as_bytes("salt"));
  const Secret<32> again = derive<32>("ct", {root.expose()}, as_bytes("salt"));
  expect_equal(key.expose(), again.expose(), "derived key");
}

void boxing() {
  const Secret<32> key = random_secret<32>();
  const SecretBytes state = random_message(4000);
  Bytes box = box_seal(key, as_bytes("aad"), state.expose());
  reveal(box);  // goes to the broker
  // Whether a box opens shows in what is done next.
  const auto opened = box_open(key, as_bytes("aad"), box);
  expect(opened.has_value(), "box");
  expect_equal(opened->expose(), state.expose(), "box");
  box[30] ^= 1;
  expect(!box_open(key, as_bytes("aad"), box), "a box that was changed");
}

X25519KeyPair published_pair() {
  X25519KeyPair pair = X25519KeyPair::from_secret(random_secret<32>());
  reveal(pair.public_key);  // published
  return pair;
}

void sealing(const hpke::Schedule& schedule) {
  const X25519KeyPair key = published_pair();
  const SecretBytes pt = random_message(300);
  std::optional<hpke::Sender> sender = hpke::Sender::setup(key.public_key, schedule);
  expect(sender.has_value(), "sender");
  reveal(sender->enc());  // sent
  std::optional<hpke::Receiver> receiver = hpke::Receiver::setup(sender->enc(), key, schedule);
  expect(receiver.has_value(), "receiver");
  for (int i = 0; i < 2; ++i) {
    Bytes ct = sender->seal(as_bytes("aad"), pt.expose());
    reveal(ct);  // sent
    Bytes wrong = ct;
    wrong[0] ^= 1;
    // Whether a cell opens shows in what is done next.
    expect(!receiver->open(as_bytes("aad"), wrong), "a ciphertext that was changed");
    const auto opened = receiver->open(as_bytes("aad"), ct);
    expect(opened.has_value(), "ciphertext");
    expect_equal(opened->expose(), pt.expose(), "plaintext");
  }
  expect_equal(sender->export_secret<32>(as_bytes("x")).expose(),
               receiver->export_secret<32>(as_bytes("x")).expose(), "export");
}

void sealing_in_both_modes() {
  sealing(hpke::Schedule::base(as_bytes("info")));
  const Secret<32> psk = random_secret<32>();
  sealing(hpke::Schedule::psk(as_bytes("info"), {psk.expose(), as_bytes("id")}));
}

void capsules() {
  const ohttp::GatewayKey key{1, published_pair()};
  const SecretBytes message = random_message(500);
  const auto request = ohttp::encapsulate(key.config(), message.expose());
  expect(request.has_value(), "request");
  reveal(request->capsule);  // sent
  reveal(request->context.enc);
  const auto opened = ohttp::open_request(key, request->capsule);
  expect(opened.has_value(), "capsule");
  const Bytes response = opened->seal_response(message.expose());
  reveal(response);  // sent
  const auto answer = request->open_response(response);
  expect(answer.has_value(), "response");
  expect_equal(answer->expose(), message.expose(), "response");
}

void signing() {
  SigningKey key = SigningKey::from_seed(random_secret<32>());
  reveal(key.public_key);  // published
  const Signature signature = sign(key, "ct", as_bytes("message"));
  reveal(signature);  // sent
  expect(verify(key.public_key, "ct", as_bytes("message"), signature), "signature");
}

void hashing_a_secret_input() {
  const Secret<32> input = random_secret<32>();
  const Element element = ristretto::hash_to_element(input.expose(), as_bytes("ct"));
  reveal(element.bytes());  // only the test looks
  expect(Element::parse(element.bytes()).has_value(), "hash to the group");
}

void drawing_and_redeeming(std::size_t count) {
  const voprf::KeyPair key = [] {
    const PublicProducts published;  // k * G, in the log
    return voprf::KeyPair::generate();
  }();
  const voprf::TokenKeyId key_id = voprf::token_key_id(key.public_key);
  const Hash256 challenge = voprf::Challenge{"passes.example"}.digest();

  std::vector<ByteArray<32>> nonces;
  std::vector<voprf::TokenInput> inputs;
  std::vector<voprf::Blinded> blinded;
  std::vector<Element> elements;
  for (std::size_t i = 0; i < count; ++i) {
    nonces.push_back(random_array<32>());
    reveal(nonces[i]);  // sent on redeeming; until then only hashed, which has a check of its own
    inputs.push_back(voprf::token_input(nonces[i], challenge, key_id));
    const PublicProducts sent;  // r * H(input), which tells nothing of either
    blinded.push_back(voprf::blind(inputs[i], Scalar::random()));
    elements.push_back(blinded[i].element);
  }
  const voprf::Evaluation evaluation = [&] {
    const PublicProducts sent;  // k * C_i, and k * M, r * G, r * M, which the proof gives away
    return voprf::evaluate(key, elements).value();
  }();
  reveal(evaluation.proof.c.expose());  // sent
  reveal(evaluation.proof.s.expose());

  const std::vector<ByteView> views(inputs.begin(), inputs.end());
  auto outputs = voprf::finalize(key.public_key, views, blinded, evaluation);
  expect(outputs.has_value(), "proof");
  for (std::size_t i = 0; i < count; ++i) {
    voprf::Token token{nonces[i], challenge, key_id, std::move((*outputs)[i])};
    // The right authenticator and the token's stay hidden; whether they are equal is the answer.
    expect(revealed(voprf::verify_token(key, token, challenge)), "token");
    token.authenticator.fill()[0] ^= 1;
    expect(!revealed(voprf::verify_token(key, token, challenge)), "a token that was changed");
  }
}

void sharing_a_secret() {
  const Scalar secret = Scalar::random();
  const std::uint8_t holders[] = {1, 2, 3};
  std::vector<shamir::Share> shares = shamir::split(secret, 2, holders);
  shares.pop_back();
  const auto combined = shamir::combine(shares);
  expect(combined.has_value(), "shares");
  expect_equal(combined->expose(), secret.expose(), "shares");
}

// The text that comes out is read and shown, and its length with it: what is checked ends at the
// share and the co-secret.
void sealing_a_concern() {
  const X25519KeyPair recipient = published_pair();
  const X25519KeyPair broker = published_pair();
  const Hash256 genesis = sha256({as_bytes("ct")});
  const protocol::ConcernRecipient ticked[] = {{0, recipient.public_key}};
  const SecretBytes text = random_message(200);
  const protocol::ConcernCodes codes = random_secret<protocol::kConcernCodesSize>();
  const auto sealed =
      protocol::seal_envelope(codes, text.expose(), ticked, broker.public_key, {genesis, 1});
  expect(sealed.has_value(), "envelope");
  reveal(sealed->envelope);  // sent
  const protocol::EnvelopeTrial trial(0, recipient.clone(), genesis);
  expect(trial.share(sealed->envelope).has_value(), "share");
  expect(protocol::open_co_place(sealed->envelope, broker, genesis).has_value(), "co-secret");
}

// Bits of the values are selected and never branched on; what goes into the report is public.
void reporting() {
  const Element Y = [] {
    const PublicProducts published;
    return *Element::multiply_base(Scalar::random());
  }();
  const figures::Setting setting{{}, {}, Y};
  SigningKey identity = SigningKey::from_seed(random_secret<32>());
  reveal(identity.public_key);  // published
  const Secret<figures::kCounters> values = random_secret<figures::kCounters>();
  const figures::Proof proof = figures::prove({setting, 1, identity.public_key}, values);
  Writer out;
  proof.write(out);
  const Bytes bytes = out.take();
  reveal(bytes);  // sent
  Reader in(bytes);
  const auto sent = figures::Proof::read(in);
  expect(sent && figures::verify({setting, 1, identity.public_key}, *sent), "report");
}

void decrypting_a_sum_in_part() {
  const PublicProducts published;  // the holder's key, and x R* and w R*, which are sent
  const Scalar x = Scalar::random();
  const Element Y = *Element::multiply_base(x);
  const figures::Setting setting{{}, {}, Y};
  figures::EncryptedSum sum;
  for (std::size_t j = 0; j < figures::kCounters; ++j) sum.counters.push_back({Y, Y});
  const figures::PartialDecryption partial = figures::decrypt_partially(setting, sum, 1, x);
  const Bytes bytes = partial.encode();
  reveal(bytes);  // sent
  const auto sent = figures::PartialDecryption::parse(bytes);
  expect(sent && figures::verify(setting, sum, Y, *sent), "partial decryption");
}

// A trustee's part in a ceremony of one: dealing, opening what was dealt, signing.
void making_a_key_of_trustees() {
  const PublicBaseProducts published;  // commitments and keys
  const Scalar d = Scalar::random();
  const auto session = cocktail::Session::make(as_bytes("ct"), 1, {*Element::multiply_base(d)});
  auto first = cocktail::round1(*session, 1, d);
  expect(first.has_value(), "first message");
  reveal(first->contribution.PoP);  // sent
  for (const Bytes& sealed : first->c) reveal(sealed);
  const std::vector<cocktail::Message1> all = {*first};
  const auto output = cocktail::round2(*session, 1, d, cocktail::relay(all, 1));
  expect(output.has_value(), "share");
  const cocktail::Transcript transcript{*session, {first->contribution}, {}};
  const auto signature = cocktail::certify(transcript, d);
  reveal(signature);  // sent
  expect(cocktail::verify(session->P[0], transcript.encode(), signature), "certificate");
}

void planted_leak() {
  const Secret<32> secret = random_secret<32>();
  if (secret.expose()[7] > 127) std::puts("a branch on a secret byte");
}

}  // namespace
}  // namespace sotto

int main(int argc, char** argv) {
  if (!RUNNING_ON_VALGRIND) {
    std::fputs("ct_test says nothing without valgrind\n", stderr);
    return 2;
  }
  if (argc == 2 && std::string_view(argv[1]) == "plant") {
    sotto::planted_leak();
    return 0;
  }
  struct {
    const char* name;
    void (*run)();
  } const checks[] = {
      {"comparing secrets", sotto::comparing},
      {"deriving keys", sotto::deriving},
      {"sealing and opening a box", sotto::boxing},
      {"HPKE, both modes", sotto::sealing_in_both_modes},
      {"Oblivious HTTP, both ends", sotto::capsules},
      {"Ed25519 signing", sotto::signing},
      {"hashing a secret to the group", sotto::hashing_a_secret_input},
      {"drawing and redeeming one pass", [] { sotto::drawing_and_redeeming(1); }},
      {"drawing and redeeming three passes", [] { sotto::drawing_and_redeeming(3); }},
      {"sharing a secret", sotto::sharing_a_secret},
      {"sealing and opening a concern", sotto::sealing_a_concern},
      {"making a report", sotto::reporting},
      {"decrypting a sum in part", sotto::decrypting_a_sum_in_part},
      {"making a key of trustees", sotto::making_a_key_of_trustees},
  };
  unsigned errors = VALGRIND_COUNT_ERRORS;
  bool right = errors == 0;
  for (const auto& check : checks) {
    check.run();
    const unsigned now = VALGRIND_COUNT_ERRORS;
    std::printf("%s %s\n", now == errors ? "ok" : "LEAK", check.name);
    std::fflush(stdout);
    right = right && now == errors;
    errors = now;
  }
  return right ? 0 : 1;
}
