// A handful of checks of every construction, with one text a check on standard output. They run as
// WebAssembly, where libsodium is built from source and Argon2id is libsodium's, and natively:
// known values prove that both give the same bytes.

#include <cstdio>
#include <utility>
#include <vector>

#include "crypto/hpke/hpke.h"
#include "crypto/primitives/argon2.h"
#include "crypto/primitives/random.h"
#include "crypto/primitives/signature.h"
#include "crypto/voprf/voprf.h"

namespace sotto {
namespace {

int failures = 0;

void check(const char* what, bool holds) {
  std::printf("%s %s\n", holds ? "ok" : "FAILED", what);
  if (!holds) ++failures;
}

// RFC 8032 section 7.1, test 2.
void signature() {
  ByteArray<32> seed{};
  const Bytes bytes = *from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = bytes[i];
  const SigningKey key = SigningKey::from_seed(Secret<32>::from(seed));
  const Bytes message = {0x72};
  const Signature made = sign_plain(key, message);
  check("Ed25519 signs as RFC 8032 says",
        to_hex(made) ==
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  check("Ed25519 verifies", verify_plain(key.public_key, message, made));
  check("Ed25519 refuses another message", !verify_plain(key.public_key, Bytes{0x73}, made));
}

void random() {
  check("randomness comes from the host", random_array<32>() != random_array<32>());
}

void argon2() {
  ByteArray<16> salt{};
  for (std::size_t i = 0; i < salt.size(); ++i) salt[i] = static_cast<std::uint8_t>(i);
  const auto key = argon2id(as_bytes("seven words that open nothing at all"), salt);
  check("Argon2id gives the reference library's value",
        key.has_value() && to_hex(key->expose()) ==
                               "4ae766da1800ba4c0c702acb77ce6100a3f67d1f86a6150634fa54205643d66b");
}

void hpke_round_trip() {
  const X25519KeyPair receiver_key = X25519KeyPair::generate();
  const Bytes psk = random_bytes(32);
  const hpke::Psk shared{psk, as_bytes("id")};
  auto sender = hpke::Sender::setup_psk(receiver_key.public_key, as_bytes("info"), shared);
  if (!sender) return check("HPKE sets up", false);
  const Bytes sealed = sender->seal(as_bytes("aad"), as_bytes("a quiet word"));
  auto receiver = hpke::Receiver::setup_psk(sender->enc(), receiver_key, as_bytes("info"), shared);
  if (!receiver) return check("HPKE sets up", false);
  check("HPKE refuses other associated data", !receiver->open(as_bytes("other"), sealed));
  const auto opened = receiver->open(as_bytes("aad"), sealed);
  check("HPKE opens what it sealed",
        opened.has_value() && equal(opened->expose(), as_bytes("a quiet word")));
  check("HPKE exports the same to both sides",
        sender->export_secret<16>(as_bytes("x")) == receiver->export_secret<16>(as_bytes("x")));
}

void voprf_round_trip() {
  const voprf::KeyPair key = voprf::KeyPair::generate();
  const Bytes first = random_bytes(32);
  const Bytes second = random_bytes(32);
  const std::vector<ByteView> inputs = {first, second};
  std::vector<voprf::Blinded> blinded;
  std::vector<ristretto::Element> elements;
  for (ByteView input : inputs) {
    blinded.push_back(voprf::blind(input, ristretto::Scalar::random()));
    elements.push_back(blinded.back().element);
  }
  voprf::Evaluation evaluation = voprf::evaluate(key, elements).value();
  const auto outputs = voprf::finalize(key.public_key, inputs, blinded, evaluation);
  check("VOPRF gives the server's own outputs",
        outputs.has_value() && outputs->size() == 2 &&
            (*outputs)[0] == voprf::evaluate_input(key, first) &&
            (*outputs)[1] == voprf::evaluate_input(key, second));
  std::swap(evaluation.elements[0], evaluation.elements[1]);
  check("VOPRF refuses swapped evaluations",
        !voprf::finalize(key.public_key, inputs, blinded, evaluation));
}

}  // namespace

int selftest() {
  signature();
  random();
  hpke_round_trip();
  voprf_round_trip();
  argon2();
  std::fflush(stdout);
  return failures;
}

}  // namespace sotto

#ifdef __wasm__
extern "C" __attribute__((export_name("sotto_selftest"))) int sotto_selftest() {
  return sotto::selftest();
}
#else
int main() {
  return sotto::selftest() == 0 ? 0 : 1;
}
#endif
