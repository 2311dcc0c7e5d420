#pragma once
// A broker made of tables in memory, by hand and without broker code: what the client is tested
// against. Every answer is a virtual method, so that a test can lie in one place.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "client/core/host.h"
#include "client/core/visit.h"
#include "crypto/figures/report.h"
#include "crypto/ohttp/bhttp.h"
#include "crypto/ohttp/ohttp.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/code.h"
#include "crypto/protocol/day_file.h"
#include "crypto/protocol/requests.h"
#include "crypto/tlog/checkpoint.h"
#include "crypto/voprf/token.h"
#include "tests/support/sample_log.h"

namespace sotto::testing {

class FakeBroker {
 public:
  explicit FakeBroker(protocol::Policy policy = sample_policy()) : log(std::move(policy)) {
    texts[protocol::supporter_id(log.supporter.public_key)] = {log.salt, sample_text().encode()};
  }
  virtual ~FakeBroker() = default;

  // --- the world ---
  protocol::UnixTime now = protocol::UnixTime{kSampleDay} * 86400 + 9 * 3600;
  protocol::Day today() const { return log.policy.calendar.day(now); }
  protocol::Epoch epoch() const { return log.policy.calendar.epoch(today()); }

  // Publishes what waits, as one batch of each board.
  void publish() {
    ++batch;
    for (const protocol::Board board : protocol::kBoards) {
      std::map<Hash256, Bytes> sorted;
      for (auto& [where, cell] : waiting) {
        if (where == board && publishes(cell)) sorted[sha256({cell})] = cell;
      }
      if (sorted.empty()) continue;
      const std::vector<std::pair<Hash256, Bytes>> cells(sorted.begin(), sorted.end());
      append(days[{board, today()}],
             protocol::encode_batch(batch, cells, protocol::cell_size(board)));
      append(lists[{board, today()}], protocol::encode_batch_list(batch, cells));
      for (const auto& [hash, cell] : cells)
        leaves[{board, today()}].push_back(tlog::leaf_hash(hash));
    }
    waiting.clear();
  }
  // Publishes at the end of each day, logs its roots, and announces pass keys in time.
  void pass_days(int count) {
    for (int i = 0; i < count; ++i) {
      publish();
      const protocol::Day over = today();
      now += log.policy.calendar.day_seconds;
      for (const protocol::Board board : protocol::kBoards) {
        log.append(today(), day_root(board, over));
      }
      const protocol::Epoch next = log.policy.calendar.epoch(today() + 30);
      if (!log.replay.pass_key(next)) log.append(today(), log.pass_key(next));
    }
  }
  // Signed by both leads into the log; in force from next week on.
  void admit(const protocol::Proposal& proposal) {
    auto entry = protocol::Entry::parse(proposal.body);
    auto& listing = std::get<protocol::Listing>(entry->body);
    listing.signatures = log.by_leads(
        protocol::kListingLeadLabel, protocol::listing_message(log.replay.genesis_hash(), listing));
    log.append(today(), listing);
    texts[protocol::supporter_id(listing.identity_key)] = {proposal.salt, proposal.text};
  }
  Secret<10> new_code() {
    const protocol::Code code = protocol::Code::generate();
    codes.insert(code.hash());
    return code.bytes.clone();
  }

  // --- HTTP ---
  client::Response serve(const client::Request& request) {
    trace.emplace_back(request.path, request.body.size());
    bodies.push_back(request.body);
    client::Response out;
    if (request.body.empty()) {
      out = get(request.path);
    } else {
      out = post(request);
    }
    return changed(request, std::move(out));
  }
  // The last word on any answer.
  virtual client::Response changed(const client::Request&, client::Response response) {
    return response;
  }

  virtual client::Response get(const std::string& path) {
    if (path == "/checkpoint") return {200, to_bytes(as_bytes(checkpoint()))};
    if (path == "/log") return {200, log.file()};
    if (path == "/policy") return {200, log.policy.encode()};
    if (path == "/directory") return {200, directory().encode()};
    for (const protocol::Board board : protocol::kBoards) {
      constexpr const char* kFolders[] = {"/boards/enquiries/", "/boards/replies/",
                                          "/boards/envelopes/"};
      const std::string folder = kFolders[static_cast<int>(board) - 1];
      if (!path.starts_with(folder)) continue;
      const bool list = path.ends_with("-list");
      const auto day = static_cast<protocol::Day>(std::stoul(path.substr(folder.size())));
      const auto& files = list ? lists : days;
      const auto found = files.find({board, day});
      return found == files.end() ? client::Response{404, {}}
                                  : client::Response{200, found->second};
    }
    return {404, {}};
  }
  virtual std::string checkpoint() {
    return tlog::sign_checkpoint({log.policy.origin, log.replay.head()}, log.log_key);
  }
  virtual protocol::Directory directory() {
    protocol::Directory out;
    out.week = protocol::Calendar::week(today());
    for (const auto& [id, entry] : log.replay.roster()) {
      if (!entry.in_force(out.week)) continue;
      protocol::DirectoryEntry line;
      line.id = id;
      std::tie(line.salt, line.text) = texts[id];
      const auto key = contact_keys.find({out.week, id});
      if (key != contact_keys.end() && !key->second.paused()) line.contact_key = key->second;
      out.entries.push_back(line);
    }
    return out;
  }

  client::Response post(const client::Request& request) {
    const auto opened = ohttp::open_request({1, log.gateway.clone()}, request.body);
    if (!opened) return {400, {}};
    const auto inner = bhttp::parse_request(opened->bhttp.expose());
    if (!inner || inner->authority != "sotto.example" || inner->method != "POST") return {400, {}};
    inner_paths.push_back(inner->path);
    inner_sizes.push_back(opened->bhttp.size());
    const Bytes content = answer(inner->path, inner->content);
    bhttp::Response response{.status = inner_status(), .content = content};
    return {200, opened->seal_response(bhttp::encode(response, size_of(inner->path)).expose())};
  }
  virtual std::uint16_t inner_status() { return 200; }
  static std::size_t size_of(const std::string& path) {
    if (path == "/open" || path == "/roster") return protocol::kLargeAnswer;
    return path == "/draw" ? protocol::kMediumAnswer : protocol::kSmallAnswer;
  }

  // --- personal requests: a status and a payload ---
  virtual Bytes answer(const std::string& path, ByteView content) {
    if (const auto found = refusals.find(path); found != refusals.end()) {
      return protocol::refusal(found->second);
    }
    if (path == "/enrol") return enrol(content);
    if (path == "/open") return open(content);
    if (path == "/draw") return draw(content);
    if (path == "/commit") return commit(content);
    if (path == "/move") return move(content);
    if (path == "/roster") return roster(content);
    return protocol::refusal(protocol::Status::kUnknownRequest);
  }
  std::map<std::string, protocol::Status> refusals;  // by path

  struct Locker {
    SigningPublicKey key{};
    protocol::Role role{};
    std::uint64_t version = 1;
    protocol::Salt salt{}, next_salt{};
    std::optional<std::pair<Hash256, protocol::CommitOutcome>> last;
    Bytes blob;
    protocol::SealedOutcome sealed_outcome{};  // of the last
  };

  virtual Bytes enrol(ByteView content) {
    const auto request = protocol::EnrolRequest::parse(content);
    if (!request || !verify(request->write_key, protocol::kEnrolLabel,
                            protocol::enrol_message(genesis(), content), request->signature)) {
      return protocol::refusal(protocol::Status::kMalformed);
    }
    const protocol::Code code{request->code.clone()};
    const bool extends = request->kind == protocol::EnrolKind::kExtend;
    if (extends || !lockers.contains(request->id)) {
      if (codes.erase(code.hash()) == 0) return protocol::refusal(protocol::Status::kUnknownCode);
    }
    if (!extends && !lockers.contains(request->id)) {
      lockers[request->id] = {request->write_key, request->role,      1,
                              request->salt,      random_array<32>(), {},
                              request->locker};
    }
    const Locker& locker = lockers[request->id];
    return protocol::ok_answer(protocol::EnrolAnswer{locker.version, locker.next_salt}.encode());
  }

  virtual Bytes open(ByteView content) {
    const auto request = protocol::OpenRequest::parse(content);
    if (!request || request->day != today()) return protocol::refusal(protocol::Status::kMalformed);
    const auto found = lockers.find(request->id);
    if (found == lockers.end()) return protocol::refusal(protocol::Status::kUnknownLocker);
    if (!verify(found->second.key, protocol::kOpenLabel,
                protocol::open_message(genesis(), *request), request->signature)) {
      return protocol::refusal(protocol::Status::kBadSignature);
    }
    return protocol::ok_answer(opened(found->second).encode());
  }
  virtual protocol::OpenAnswer opened(const Locker& locker) {
    protocol::OpenAnswer out{locker.version, locker.salt, locker.next_salt, {}, locker.blob};
    if (locker.last) out.last = {locker.last->first, locker.sealed_outcome};
    return out;
  }

  virtual Bytes draw(ByteView content) {
    const auto request = protocol::DrawRequest::parse(content);
    const auto found = request ? lockers.find(request->id) : lockers.end();
    if (found == lockers.end()) return protocol::refusal(protocol::Status::kMalformed);
    const Bytes message = protocol::draw_message(genesis(), *request);
    if (!verify(found->second.key, protocol::kDrawLabel, message, request->signature)) {
      return protocol::refusal(protocol::Status::kBadSignature);
    }
    const bool supporter = found->second.role == protocol::Role::kSupporter;
    if (supporter) {
      const auto entry = log.replay.roster().find(request->supporter);
      if (entry == log.replay.roster().end() ||
          !verify(entry->second.identity_key, protocol::kDrawIdentityLabel, message,
                  request->identity_signature)) {
        return protocol::refusal(protocol::Status::kNotListed);
      }
    }
    const Hash256 hash = protocol::request_hash(content);
    const auto [drawn, first] = draws.try_emplace({request->id, request->epoch}, hash);
    if (!first && drawn->second != hash) return protocol::refusal(protocol::Status::kAlreadyDrawn);
    const std::size_t count = supporter ? protocol::kCoverPasses : log.policy.packs_per_epoch * 3u;
    const auto blinded = voprf::parse_batch_request(request->token_request, count);
    if (!blinded) return protocol::refusal(protocol::Status::kBadPassRequest);
    return protocol::ok_answer(voprf::encode_batch_response(
        voprf::evaluate(drawing_key(request->epoch), blinded->elements).value()));
  }
  virtual voprf::KeyPair drawing_key(protocol::Epoch of) { return sample_pass_key(of); }

  virtual Bytes commit(ByteView content) {
    const auto request = protocol::CommitRequest::parse(content);
    const auto found = request ? lockers.find(request->id) : lockers.end();
    if (found == lockers.end()) return protocol::refusal(protocol::Status::kMalformed);
    Locker& locker = found->second;
    const Hash256 hash = protocol::commit_hash(content);
    if (request->role != locker.role ||
        !verify(locker.key, protocol::kCommitLabel, protocol::commit_message(genesis(), hash),
                request->signature)) {
      return protocol::refusal(protocol::Status::kBadSignature);
    }
    if (locker.last && locker.last->first == hash) return committed(locker);
    if (request->expected_version != locker.version) {
      return protocol::refusal(protocol::Status::kStaleVersion);
    }
    protocol::CommitOutcome outcome{.version = locker.version + 1, .batch = batch + 1};
    outcome.receipt = receipt(*request);
    for (const Bytes& cell : request->cells) {
      waiting.emplace_back(protocol::written_board(locker.role), cell);
    }
    if (request->supporter) {
      waiting.emplace_back(protocol::Board::kEnvelopes, to_bytes(request->supporter->envelope));
    }
    if (request->supporter) {
      outcome.pass = take_places(*request->supporter);
      if (figures::Report::parse(request->supporter->report)) {
        reports.push_back(to_bytes(request->supporter->report));
        outcome.report = report_result;
      }
    }
    locker.version = outcome.version;
    locker.salt = std::exchange(locker.next_salt, random_array<32>());
    locker.blob = request->locker;
    locker.last = {hash, outcome};
    locker.sealed_outcome = protocol::seal_outcome(request->outcome_key, outcome);
    ++applied;
    return committed(locker);
  }
  std::vector<Bytes> reports;  // that came, taken or not
  protocol::ReportResult report_result = protocol::ReportResult::kTaken;

  virtual Bytes committed(const Locker& locker) {
    return protocol::ok_answer(
        protocol::CommitAnswer{locker.last->second, locker.next_salt}.encode());
  }
  virtual Signature receipt(const protocol::CommitRequest& request) {
    std::vector<Hash256> hashes;
    for (const Bytes& cell : request.cells) {
      hashes.push_back(protocol::cell_hash(ByteView(cell).first<protocol::kCellSize>()));
    }
    if (request.supporter) hashes.push_back(protocol::envelope_id(request.supporter->envelope));
    return sign(log.receipt_key, protocol::kReceiptLabel,
                protocol::receipt_message(genesis(), protocol::written_board(request.role),
                                          batch + 1, hashes));
  }
  protocol::PassResult take_places(const protocol::SupporterPlaces& places) {
    const auto entry = log.replay.roster().find(places.contact_key.id);
    if (entry != log.replay.roster().end()) {
      if (!verify(entry->second.identity_key, protocol::kContactKeyLabel,
                  protocol::contact_key_message(genesis(), places.contact_key),
                  places.contact_key.signature)) {
        throw std::runtime_error("a contact key that is not signed");
      }
    }
    contact_keys[{places.contact_key.week, places.contact_key.id}] = places.contact_key;
    if (!places.pass) return protocol::PassResult::kNone;
    const auto token = voprf::Token::parse(*places.pass);
    const Hash256 challenge = voprf::Challenge{"pass." + log.policy.origin}.digest();
    const bool signed_once =
        token && voprf::verify_token(sample_pass_key(epoch()), *token, challenge);
    const bool good = signed_once && spent.insert(token->nonce).second;
    passes.push_back(good ? Pass::kNew : signed_once ? Pass::kAgain : Pass::kNeverSigned);
    if (good) ++accepted;
    return good ? protocol::PassResult::kAccepted : protocol::PassResult::kRefused;
  }

  virtual Bytes move(ByteView content) {
    const auto request = protocol::MoveRequest::parse(content);
    if (!request) return protocol::refusal(protocol::Status::kMalformed);
    const Bytes message = protocol::move_message(genesis(), content);
    if (!lockers.contains(request->new_id)) {
      const auto old = lockers.find(request->old_id);
      if (old == lockers.end()) return protocol::refusal(protocol::Status::kUnknownLocker);
      if (!verify(old->second.key, protocol::kMoveLabel, message, request->old_signature) ||
          !verify(request->new_key, protocol::kMoveLabel, message, request->new_signature)) {
        return protocol::refusal(protocol::Status::kBadSignature);
      }
      if (old->second.version != request->expected_version) {
        return protocol::refusal(protocol::Status::kStaleVersion);
      }
      lockers[request->new_id] = {request->new_key, old->second.role,   1,
                                  request->salt,    random_array<32>(), {},
                                  request->locker};
      lockers.erase(request->old_id);
    }
    return protocol::ok_answer(
        protocol::EnrolAnswer{1, lockers[request->new_id].next_salt}.encode());
  }

  virtual Bytes roster(ByteView content) {
    const auto request = protocol::RosterRequest::parse(content);
    if (!request) return protocol::refusal(protocol::Status::kMalformed);
    if (request->lead == protocol::kNoLead) {
      if (!lockers.contains(request->locker)) {
        return protocol::refusal(protocol::Status::kUnknownLocker);
      }
    } else if (request->lead >= log.leads.size()) {
      return protocol::refusal(protocol::Status::kUnknownLead);
    }
    const SigningPublicKey& signer = request->lead == protocol::kNoLead
                                         ? lockers[request->locker].key
                                         : log.leads[request->lead].public_key;
    if (!verify(signer, protocol::kRosterLabel, protocol::roster_message(genesis(), *request),
                request->signature)) {
      return protocol::refusal(protocol::Status::kBadSignature);
    }
    if (request->kind == protocol::RosterKind::kRead) {
      return protocol::ok_answer(protocol::RosterAnswer{proposals}.encode());
    }
    if (request->kind != protocol::RosterKind::kPropose) proposals.clear();
    if (request->kind != protocol::RosterKind::kDrop) proposals.push_back(request->proposal);
    return protocol::ok_answer(protocol::RosterAnswer{}.encode());
  }

  virtual bool publishes(const Bytes&) { return true; }

  Hash256 genesis() const { return log.replay.genesis_hash(); }
  protocol::DayRoot day_root(protocol::Board board, protocol::Day day) {
    const auto& of_day = leaves[{board, day}];
    return {board, day, static_cast<std::uint32_t>(of_day.size()), tlog::root(of_day)};
  }

  // --- the tables ---
  SampleLog log;
  std::map<protocol::SupporterId, std::pair<ByteArray<32>, Bytes>> texts;
  std::map<protocol::LockerId, Locker> lockers;
  std::set<Hash256> codes;
  std::map<std::pair<protocol::LockerId, protocol::Epoch>, Hash256> draws;
  std::set<ByteArray<32>> spent;
  std::map<std::pair<protocol::Week, protocol::SupporterId>, protocol::ContactKey> contact_keys;
  std::vector<protocol::Proposal> proposals;
  std::uint64_t batch = 0;
  std::vector<std::pair<protocol::Board, Bytes>> waiting;
  std::map<std::pair<protocol::Board, protocol::Day>, Bytes> days, lists;
  std::map<std::pair<protocol::Board, protocol::Day>, std::vector<Hash256>> leaves;
  int applied = 0;   // commits
  int accepted = 0;  // passes

  // What it saw.
  std::vector<std::pair<std::string, std::size_t>> trace;  // path, size of the body
  std::vector<Bytes> bodies;
  std::vector<std::string> inner_paths;
  std::vector<std::size_t> inner_sizes;
  enum class Pass { kNew, kAgain, kNeverSigned };
  std::vector<Pass> passes;

 private:
  static void append(Bytes& file, const Bytes& more) {
    file.insert(file.end(), more.begin(), more.end());
  }
};

// What carries a visit's requests to the fake broker, and loses some on the way.
struct FakeHost {
  FakeBroker& broker;
  // Of a request: true when it never arrives, or when its answer is lost.
  std::function<bool(const client::Request&)> loses_request = nullptr;
  std::function<bool(const client::Request&)> loses_answer = nullptr;

  // Of a visit or a sitting.
  void carry(auto& visit, const client::Request& request) {
    if (loses_request && loses_request(request)) return visit.no_answer(broker.now);
    const client::Response response = broker.serve(request);
    if (loses_answer && loses_answer(request)) return visit.no_answer(broker.now);
    visit.answer(response, broker.now);
  }
  // Until the visit waits or is over.
  client::Step run(auto& visit) {
    for (;;) {
      client::Step step = visit.next(broker.now);
      const auto* const send = std::get_if<client::Send>(&step);
      if (send == nullptr) return step;
      carry(visit, send->request);
    }
  }
  // Stays until the next commit was sent.
  void stay(auto& visit) {
    const client::Step step = run(visit);
    if (const auto* const wait = std::get_if<client::Wait>(&step)) {
      if (wait->until != client::Visit::kForever) broker.now = wait->until;
    }
    run(visit);
  }
  void leave(auto& visit) {
    visit.leave();
    run(visit);
  }
};

inline client::LockerKeys fake_keys(std::uint8_t person) {
  return {.id = filled<32>(person),
          .write = SigningKey::from_seed(Secret<32>::from(filled<32>(person))),
          .seal = Secret<32>::from(filled<32>(static_cast<std::uint8_t>(person + 1)))};
}

}  // namespace sotto::testing
