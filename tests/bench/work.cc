#include "tests/bench/work.h"

#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "client/core/cell.h"
#include "crypto/figures/noise.h"
#include "crypto/figures/tally.h"
#include "crypto/ohttp/ohttp.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/requests.h"
#include "crypto/voprf/token.h"

namespace sotto::bench {
namespace {

constexpr std::uint32_t kQuarter = 8104;

void must(bool held) {
  if (!held) throw std::runtime_error("a piece of work went wrong");
}

struct Issuer {
  voprf::KeyPair key = voprf::KeyPair::generate();
  voprf::TokenKeyId id = voprf::token_key_id(key.public_key);
  Hash256 challenge = voprf::Challenge{"pass.sotto.example/bench"}.digest();
};

struct Batch : Issuer {
  Batch() {
    for (int i = 0; i < kBatch; ++i) {
      inputs.push_back(voprf::token_input(random_array<32>(), challenge, id));
      blinded.push_back(voprf::blind(inputs.back(), ristretto::Scalar::random()));
      elements.push_back(blinded.back().element);
    }
    views.assign(inputs.begin(), inputs.end());
    request = voprf::encode_batch_request(id, elements);
  }
  std::vector<voprf::TokenInput> inputs;
  std::vector<ByteView> views;
  std::vector<voprf::Blinded> blinded;
  std::vector<ristretto::Element> elements;
  Bytes request;
};

figures::Setting setting() {
  return {{}, {}, *ristretto::Element::multiply_base(ristretto::Scalar::random())};
}

Bytes report_of(const figures::Setting& setting, const SigningKey& supporter) {
  return figures::make_report(setting, kQuarter, supporter, figures::noisy_values({3, 2, 5}))
      .encode();
}

}  // namespace

Work scan() {
  auto openers = std::make_shared<std::vector<client::Opener>>();
  for (int i = 0; i < kScanKeys; ++i) {
    openers->push_back(client::Opener::for_enquiries(X25519KeyPair::generate(), as_bytes("bench")));
  }
  return [openers, cell = client::cover_cell()] {
    for (const client::Opener& opener : *openers) must(!opener.open(protocol::Cell(cell)));
  };
}

Work batch() {
  return [batch = std::make_shared<Batch>()] {
    const auto asked = voprf::parse_batch_request(batch->request, kBatch);
    must(asked.has_value());
    const Bytes answer =
        voprf::encode_batch_response(voprf::evaluate(batch->key, asked->elements).value());
    const auto given = voprf::parse_batch_response(answer, kBatch);
    must(given.has_value());
    must(voprf::finalize(batch->key.public_key, batch->views, batch->blinded, *given).has_value());
  };
}

Work redeem() {
  auto issuer = std::make_shared<Issuer>();
  voprf::Token token{random_array<32>(), issuer->challenge, issuer->id, {}};
  token.authenticator = voprf::evaluate_input(issuer->key, token.input());
  auto bytes = std::make_shared<Secret<voprf::kTokenSize>>(token.encode());
  return [issuer, bytes] {
    const auto parsed = voprf::Token::parse(bytes->expose());
    must(parsed && voprf::verify_token(issuer->key, *parsed, issuer->challenge));
  };
}

Work seal() {
  return
      [key = X25519KeyPair::generate().public_key, message = random_bytes(protocol::kMessageMax)] {
        must(client::seal_enquiry(key, as_bytes("bench"), message).has_value());
      };
}

Work open() {
  X25519KeyPair key = X25519KeyPair::generate();
  const auto cell =
      client::seal_enquiry(key.public_key, as_bytes("bench"), random_bytes(protocol::kMessageMax));
  must(cell.has_value());
  auto opener = std::make_shared<client::Opener>(
      client::Opener::for_enquiries(std::move(key), as_bytes("bench")));
  return [opener, cell = *cell] { must(opener->open(protocol::Cell(cell)).has_value()); };
}

Work capsule() {
  auto key = std::make_shared<ohttp::GatewayKey>(1, X25519KeyPair::generate());
  auto request = ohttp::encapsulate(key->config(), random_bytes(protocol::kMediumRequest));
  must(request.has_value());
  return [key, capsule = request->capsule, answer = random_bytes(protocol::kSmallAnswer)] {
    const auto opened = ohttp::open_request(*key, capsule);
    must(opened && !opened->seal_response(answer).empty());
  };
}

Work report() {
  const figures::Setting here = setting();
  auto report = figures::Report::parse(report_of(here, SigningKey::generate()));
  must(report.has_value());
  return [here, report = std::make_shared<figures::Report>(std::move(*report))] {
    must(figures::verify({here, kQuarter, report->identity}, report->proof));
  };
}

// The first report of a tally is not yet a sum: each time one more is added to another's.
Work tally() {
  const figures::Setting here = setting();
  const SigningKey one = SigningKey::generate(), other = SigningKey::generate();
  figures::Tally begun(here, kQuarter, {one.public_key, other.public_key});
  must(begun.add(report_of(here, one)).has_value());
  return [begun, added = report_of(here, other)] {
    figures::Tally next = begun;
    must(next.add(added).has_value());
  };
}

}  // namespace sotto::bench
