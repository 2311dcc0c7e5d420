#include "tests/story/raw_locker.h"

#include <stdexcept>

#include "client/core/cell.h"
#include "crypto/primitives/random.h"

namespace sotto::testing {

using protocol::Status;

RawLocker::RawLocker(const World& world, protocol::Role role)
    : world_(world), role_(role), id_(random_array<32>()), key_(SigningKey::generate()) {}

std::expected<Bytes, Status> RawLocker::ask(const client::Endpoint& endpoint, ByteView body) const {
  const auto exchange = client::Exchange::make(
      world_.genesis.origin, {world_.genesis.gateway_key_id, world_.genesis.gateway_key}, endpoint,
      body);
  if (!exchange) throw std::runtime_error("the gateway's key is of small order");
  auto answer = exchange->open(world_.carry(exchange->request()));
  if (answer) return std::move(*answer);
  if (answer.error().why != client::Failure::kRefused) throw std::runtime_error("not an answer");
  return std::unexpected(answer.error().status);
}

Status RawLocker::enrol(Secret<10> code) {
  protocol::EnrolRequest request{.kind = protocol::EnrolKind::kNewLocker,
                                 .code = std::move(code),
                                 .role = role_,
                                 .id = id_,
                                 .write_key = key_.public_key,
                                 .salt = random_array<32>(),
                                 .locker = random_bytes(protocol::kLockerSize),
                                 .signature = {}};
  request.signature = sign(key_, protocol::kEnrolLabel,
                           protocol::enrol_message(world_.genesis_hash, request.encode()));
  const auto answer = ask(client::kEnrol, request.encode());
  if (!answer) return answer.error();
  version = protocol::EnrolAnswer::parse(*answer)->version;
  return Status::kOk;
}

std::expected<std::vector<Secret<64>>, Status> RawLocker::draw(const Secret<32>& seed,
                                                               std::size_t packs,
                                                               protocol::Epoch epoch,
                                                               const ByteArray<32>& token_key) {
  const auto draw = client::Draw::for_colleague(seed, packs, token_key, world_.genesis.origin);
  protocol::DrawRequest request{.id = id_,
                                .epoch = epoch,
                                .generation = 0,
                                .token_request = draw.token_request(),
                                .supporter = {},
                                .identity_signature = {},
                                .signature = {}};
  request.signature =
      sign(key_, protocol::kDrawLabel, protocol::draw_message(world_.genesis_hash, request));
  const auto answer = ask(client::kDraw, request.encode());
  if (!answer) return std::unexpected(answer.error());
  auto passes = draw.finish(*answer);
  if (!passes) throw std::runtime_error("the passes are not of the logged key");
  return std::move(*passes);
}

std::expected<std::uint64_t, Status> RawLocker::open(protocol::Day day) const {
  protocol::OpenRequest request{
      .id = id_, .day = day, .nonce = random_array<16>(), .signature = {}};
  request.signature =
      sign(key_, protocol::kOpenLabel, protocol::open_message(world_.genesis_hash, request));
  const auto answer = ask(client::kOpen, request.encode());
  if (!answer) return std::unexpected(answer.error());
  const auto parsed = protocol::OpenAnswer::parse(*answer);
  if (!parsed) throw std::runtime_error("not an answer to an open");
  return parsed->version;
}

Bytes RawLocker::commit_body(std::optional<ByteArray<protocol::kTokenSize>> pass) const {
  protocol::CommitRequest request{.id = id_,
                                  .role = role_,
                                  .expected_version = version,
                                  .outcome_key = random_secret<32>(),
                                  .locker = random_bytes(protocol::kLockerSize),
                                  .cells = {},
                                  .supporter = {},
                                  .signature = {}};
  for (std::size_t i = 0; i < protocol::cells_of(role_); ++i) {
    request.cells.push_back(client::cover_cell());
  }
  if (role_ == protocol::Role::kSupporter) {
    request.supporter.emplace();
    random_fill(request.supporter->envelope);
    random_fill(request.supporter->report);
    request.supporter->contact_key.id = random_array<protocol::kSupporterIdSize>();
    request.supporter->pass = pass;
  }
  request.signature =
      sign(key_, protocol::kCommitLabel,
           protocol::commit_message(world_.genesis_hash, protocol::commit_hash(request.encode())));
  return request.encode();
}

std::expected<protocol::CommitAnswer, Status> RawLocker::commit(ByteView body) {
  const auto answer = ask(client::commit_endpoint(role_), body);
  if (!answer) return std::unexpected(answer.error());
  const auto parsed = protocol::CommitAnswer::parse(*answer);
  if (!parsed) throw std::runtime_error("not an answer to a commit");
  version = parsed->outcome.version;
  return *parsed;
}

}  // namespace sotto::testing
