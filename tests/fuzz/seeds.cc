// Writes the seeds of the corpora that follow from the formats of the protocol, again after a
// format has changed: seeds FOLDER, where FOLDER is tests/fuzz/corpus. Seeds that are bad on
// purpose are cut or turned from good ones; what a fuzzer found lies beside them and stays.

#include <cstdio>
#include <fstream>

#include "crypto/protocol/requests.h"
#include "crypto/protocol/trustee_requests.h"
#include "crypto/tlog/checkpoint.h"
#include "tests/fuzz/asked_witness.h"
#include "tests/fuzz/client_seeds.h"
#include "tests/fuzz/near_peer_seeds.h"
#include "tests/support/sample_trustees.h"

namespace sotto {
namespace {

using protocol::Entry;
using testing::filled;
using testing::kSampleDay;
using testing::kSampleEpoch;
using testing::SampleLog;

std::string folder;

void seed(const std::string& name, ByteView bytes) {
  std::ofstream out(folder + "/" + name, std::ios::binary | std::ios::trunc);
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
  if (!out) {
    std::fprintf(stderr, "%s cannot be written\n", name.c_str());
    std::exit(1);
  }
}

Bytes turned(Bytes bytes, std::size_t at, std::uint8_t to) {
  bytes[at] = to;
  return bytes;
}

protocol::Recipient recipient(const SampleLog& log, std::uint32_t number = 1) {
  return log.recipient(0, number, log.supporter, log.gateway.public_key);
}

void log_entries(const SampleLog& log) {
  const auto entry = [](const char* name, const auto& body) {
    seed(std::string("log_entry/") + name, Entry{kSampleDay, body}.encode());
  };
  entry("genesis", log.genesis(kSampleDay));
  entry("recipient", recipient(log));
  entry("recipient_removal", log.recipient_removal(0, 2));
  entry("opening", protocol::Opening{filled<32>(1), filled<32>(2)});
  entry("concerns_key", log.concerns_key(1, log.gateway.public_key));
  const testing::SampleTrustee first(40), second(41), third(42);
  entry("trustee", first.entry(log, 0, 1));
  entry("certificate",
        testing::sample_ceremony(log.replay.genesis_hash(), 1, 2, {&first, &second, &third},
                                 ristretto::Scalar::from_number(43)));
  entry("release", protocol::LoggedFigures{.release = {kSampleEpoch, filled<32>(1), {10, 15, 0}},
                                           .signatures = {{1, filled<64>(2)}, {3, filled<64>(3)}}});
  entry("closing", protocol::Closing{kSampleEpoch, 8, filled<32>(1)});
}

void releases() {
  using protocol::TrusteeKind;
  const Bytes part(protocol::kSealedPartSize, 3);
  const auto request = [](const char* name, TrusteeKind kind, Bytes content) {
    seed(std::string("trustee_request/") + name,
         protocol::TrusteeRequest{.kind = kind,
                                  .place = 1,
                                  .number = kSampleEpoch,
                                  .content = std::move(content),
                                  .day = kSampleDay}
             .encode());
  };
  request("parts", TrusteeKind::kParts, {});
  request("reports", TrusteeKind::kReports, Bytes(4));
  request("send", TrusteeKind::kSend, protocol::encode_sealed_parts({part, {}, part}));
  request("release", TrusteeKind::kRelease, Bytes(42 + 64, 1));
  const protocol::ReleaseAnswer answer{
      .released = false,
      .broker_part = Bytes(161, 1),
      .parts = {{protocol::ReleaseStep::kNothing, {}}, {protocol::ReleaseStep::kSent, part}}};
  const Bytes wire = answer.encode();
  seed("release_answer/some", wire);
  seed("release_answer/cut", ByteView(wire).first(wire.size() - 1));
  seed("release_answer/released", protocol::ReleaseAnswer{.released = true}.encode());
  seed("reports_answer/none", protocol::ReportsAnswer{}.encode());
  const Bytes one =
      protocol::ReportsAnswer{.count = 9, .reports = {Bytes(protocol::kReportSize, 1)}}.encode();
  seed("reports_answer/one", one);
  seed("reports_answer/cut", ByteView(one).first(200));
}

void log_files(const SampleLog& log) {
  const auto file = [](const char* name, std::initializer_list<Entry> entries) {
    Writer out;
    for (const Entry& entry : entries) out.vec16(entry.encode());
    const Bytes bytes = out.take();
    seed(std::string("log_file/") + name, bytes);
    return bytes;
  };
  const SigningKey other = testing::sample_key(20);
  const Bytes changes = file(
      "changes", {{kSampleDay, log.removal(log.supporter, 2)},
                  {kSampleDay, log.listing(other, 1)},
                  {kSampleDay + 1,
                   protocol::DayRoot{protocol::Board::kReplies, kSampleDay, 7, filled<32>(1)}}});
  seed("log_file/cut", ByteView(changes).first(90));
  file("restored", {{kSampleDay, protocol::Restored{3}},
                    {kSampleDay, log.signed_pass_key(kSampleEpoch, 1)},
                    {kSampleDay, log.signed_pass_key(kSampleEpoch + 1, 1)}});
  file("refused", {{kSampleDay, log.genesis(kSampleDay)},
                   {kSampleDay, log.listing(log.supporter, 1)},
                   {kSampleDay, log.removal(other, 1)}});
  file("concerns", {{kSampleDay, recipient(log)},
                    {kSampleDay, protocol::Opening{filled<32>(1), filled<32>(2)}},
                    {kSampleDay, log.concerns_key(1, log.gateway.public_key)},
                    {kSampleDay, log.recipient_removal(0, 2)},
                    {kSampleDay, recipient(log)}});
}

void policies() {
  protocol::Policy every = testing::sample_policy();
  protocol::Policy at = every;
  at.publish_every = 0;
  at.publish_at = {360, 720};
  protocol::Policy relay = every;
  relay.relay = "https://relay.example:8443";
  seed("policy/every", every.encode());
  seed("policy/relay", relay.encode());
  seed("policy/at", at.encode());
  protocol::Policy witnessed = every;
  witnessed.witnesses = "witness w " +
                        tlog::NoteKey{"witness.example/w", testing::sample_key(31).public_key,
                                      tlog::KeyType::kCosignature}
                            .vkey() +
                        " https://witness.example\nquorum w\n";
  witnessed.witness_every = 3600;
  seed("policy/witnessed", witnessed.encode());
  protocol::Policy near_peer = testing::sample_policy();
  near_peer.near_peer.emplace();
  near_peer.near_peer->grades = {"F1", "F2", "Clinical fellow"};
  near_peer.near_peer->cycles = {21034, 21153};
  seed("policy/near_peer", near_peer.encode());
  seed("policy/cut", ByteView(every.encode()).first(80));
  // timed_commits, behind the four texts, the calendar, three bytes and three ranges
  const std::size_t timed =
      2 + 8 + every.origin.size() + every.title.size() + every.time_zone.size() + 4 + 4 + 3 + 3 * 4;
  seed("policy/range", turned(every.encode(), timed, 5));
}

void commits() {
  for (const auto role :
       {protocol::Role::kColleague, protocol::Role::kSupporter, protocol::Role::kRecipient}) {
    protocol::CommitRequest request;
    request.id = filled<32>(1);
    request.role = role;
    request.expected_version = 5;
    request.outcome_key = Secret<32>::from(filled<32>(6));
    request.locker = Bytes(protocol::kLockerSize, 2);
    request.cells.assign(protocol::cells_of(role), Bytes(protocol::kCellSize, 3));
    if (role == protocol::Role::kColleague) seed("commit_request/colleague", request.encode());
    if (role == protocol::Role::kRecipient) {
      request.opening.emplace().day = kSampleDay;
      seed("commit_request/recipient", request.encode());
    }
    if (role != protocol::Role::kSupporter) continue;
    request.supporter.emplace().contact_key.week = testing::kSampleWeek;
    const Bytes without = request.encode();
    seed("commit_request/supporter", without);
    request.supporter->pass = filled<protocol::kTokenSize>(4);
    const Bytes with = request.encode();
    seed("commit_request/supporter_pass", with);
    const std::size_t mark = with.size() - 64 - protocol::kTokenSize - 1;
    seed("commit_request/pass_without_mark", turned(with, mark, 0));
    seed("commit_request/cut", ByteView(with).first(300));
  }
}

void answers(const SampleLog& log) {
  const protocol::CommitOutcome outcome{.version = 5,
                                        .batch = 6,
                                        .receipt = filled<64>(7),
                                        .pass = protocol::PassResult::kAccepted,
                                        .opening = filled<72>(8),
                                        .report = protocol::ReportResult::kTaken};
  const Bytes commit = protocol::CommitAnswer{outcome, filled<32>(9)}.encode();
  seed("commit_answer/good", commit);
  seed("commit_answer/cut", ByteView(commit).first(commit.size() - 1));
  seed("commit_answer/unknown_result", turned(commit, 8 + 8 + 64, 3));
  seed("commit_answer/unknown_report", turned(commit, protocol::kCommitOutcomeSize - 1, 7));
  protocol::OpenAnswer open;
  open.version = 5;
  open.locker = Bytes(protocol::kLockerSize, 1);
  seed("open_answer/first", open.encode());
  seed("open_answer/cut", ByteView(open.encode()).first(200));
  open.last = {filled<32>(10), filled<protocol::kSealedOutcomeSize>(11)};
  seed("open_answer/last", open.encode());
  const Bytes enrol = protocol::ok_answer(protocol::EnrolAnswer{1, filled<32>(12)}.encode());
  seed("enrol_answer/good", enrol);
  seed("enrol_answer/cut", ByteView(enrol).first(enrol.size() - 1));
  seed("enrol_answer/refusal", protocol::refusal(protocol::Status::kUnknownCode));
  seed("enrol_answer/unknown-refusal", Bytes{protocol::kLastStatus + 1});
  const protocol::Proposal listing{.type = protocol::EntryType::kListing,
                                   .body = Entry{0, log.listing(log.supporter, 2)}.encode(),
                                   .salt = log.salt,
                                   .text = testing::sample_text().encode()};
  const Bytes roster =
      protocol::ok_answer(protocol::RosterAnswer{.proposals = {listing, listing}}.encode());
  seed("roster_answer/two", roster);
  seed("roster_answer/cut", ByteView(roster).first(roster.size() - 1));
  seed("roster_answer/none", protocol::ok_answer(protocol::RosterAnswer{}.encode()));
}

// A view's four files as their fuzzer reads them.
void public_view(const char* name, const SampleLog& log, protocol::Week week, bool listed) {
  protocol::Directory directory{.week = week, .entries = {}};
  if (listed) {
    auto& entry = directory.entries.emplace_back();
    entry.id = protocol::supporter_id(log.supporter.public_key);
    entry.salt = log.salt;
    entry.text = testing::sample_text().encode();
    entry.contact_key = log.contact_key(log.supporter, week, log.gateway.public_key);
  }
  const std::string checkpoint =
      tlog::sign_checkpoint({log.policy.origin, log.replay.head()}, log.log_key);
  seed(std::string("public_view/") + name, Writer()
                                               .vec32(as_bytes(checkpoint))
                                               .vec32(log.file())
                                               .vec32(log.policy.encode())
                                               .vec32(directory.encode())
                                               .take());
}

// Statuses by their place in the fuzzer's list: 0 is 200, 1 is 409, 2 is 422.
void witness_answers() {
  const testing::AskedWitness scene;
  const auto answer = [](std::uint8_t status, const std::string& body) {
    return Writer()
        .u8(status)
        .u16(static_cast<std::uint16_t>(body.size()))
        .bytes(as_bytes(body))
        .take();
  };
  const std::string early = scene.cosigned(1'760'000'000), late = scene.cosigned(1'760'003'600);
  seed("witness_answer/cosigned", answer(0, early));
  seed("witness_answer/twice", answer(0, late + early));
  seed("witness_answer/of-another-text", answer(0, scene.cosigned(1).substr(0, 60) + late));
  seed("witness_answer/nothing", answer(0, ""));
  seed("witness_answer/stale-once", concat({answer(1, "2\n"), answer(0, early)}));
  seed("witness_answer/stale-for-ever",
       concat({answer(1, "2\n"), answer(1, "0\n"), answer(1, "2\n"), answer(0, early)}));
  seed("witness_answer/has-seen-more", answer(1, "9\n"));
  seed("witness_answer/the-same-size", answer(1, "1\n"));
  seed("witness_answer/no-number", answer(1, "01\n"));
  seed("witness_answer/other-history", answer(2, ""));
  seed("witness_answer/trouble", answer(3, "sorry"));
}

}  // namespace
}  // namespace sotto

int main(int argc, char** argv) {
  using namespace sotto;
  if (argc != 2) return 2;
  folder = argv[1];
  SampleLog log;
  log_entries(log);
  log_files(log);
  policies();
  commits();
  answers(log);
  releases();
  witness_answers();
  public_view("first-day", log, testing::kSampleWeek, false);
  log.append(kSampleDay, recipient(log));
  public_view("listed", log, testing::kSampleWeek + 1, true);
  client_seeds(seed);
  for (const auto& [name, bytes] : testing::near_peer_seeds()) seed("near_peer/" + name, bytes);
  return 0;
}
