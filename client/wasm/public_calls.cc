// What everybody may see; words, codes and keys.

#include "client/core/codes.h"
#include "client/core/lead_key.h"
#include "client/core/names.h"
#include "client/core/near_peer/desk_file.h"
#include "client/core/near_peer/statement_check.h"
#include "client/core/record.h"
#include "client/wasm/desk.h"
#include "client/wasm/module.h"
#include "client/wasm/views.h"
#include "crypto/base/panic.h"
#include "crypto/primitives/argon2.h"
#include "crypto/primitives/random.h"

namespace sotto::client::wasm {
namespace {

constexpr std::uint32_t kMaxSlips = 100000;

struct Fetched {
  PublicFiles files;
  std::string address;
};

std::optional<Fetched> read_files(ByteView input) {
  Reader in(input);
  ByteView files[4];
  for (ByteView& file : files) {
    if (!in.vec32(file)) return std::nullopt;
  }
  std::string address;
  if (!in.text16(address) || !in.done()) return std::nullopt;
  return Fetched{{to_bytes(files[0]), to_bytes(files[1]), to_bytes(files[2]), to_bytes(files[3])},
                 std::move(address)};
}

// salt[16] || the words' text: only on their way to sotto_stretch.
void give(FixedView<16> salt, const protocol::Words& words) {
  const SecretBytes text = words.text();
  SecretWriter out(salt.size() + text.size());
  desk().bytes = out.bytes(salt).bytes(text.expose()).take();
}

void say(const protocol::WordsRefusal& refusal) {
  desk().begin().object().member("refusal", name(refusal.reason));
  desk().text.member("number", static_cast<std::uint32_t>(refusal.number)).end_object();
}

std::string_view audit_name(AuditRefusal refusal) {
  switch (refusal) {
    case AuditRefusal::kOtherLog:
      return "other_log";
    case AuditRefusal::kNotThisConcern:
      return "not_this_concern";
    case AuditRefusal::kNotLogged:
      return "not_logged";
    case AuditRefusal::kOtherNotes:
      return "other_notes";
  }
  panic("module: not a refusal");
}

std::string_view finding_name(StatementFinding finding) {
  switch (finding) {
    case StatementFinding::kGood:
      return "good";
    case StatementFinding::kNotSigned:
      return "not_signed";
    case StatementFinding::kNotALog:
      return "not_a_log";
    case StatementFinding::kOtherScheme:
      return "other_scheme";
    case StatementFinding::kNotTheDirector:
      return "not_the_director";
  }
  panic("module: not a finding");
}

const protocol::Words& fresh() {
  if (!desk().fresh_words) panic("module: no fresh words");
  return *desk().fresh_words;
}

// Why the words of a file are wrong is not told: the file's are seven, and these are not they.
void words_of_file(std::optional<ByteArray<16>> (*salt_of)(ByteView), std::string_view otherwise) {
  const auto parts = file_and_text();
  const auto salt = parts ? salt_of(parts->file) : std::nullopt;
  if (!salt) return say_refusal(otherwise);
  const auto words = protocol::Words::parse(parts->text);
  if (!words) return say_refusal("wrong_words");
  give(*salt, *words);
}

}  // namespace

void sotto_everybody(double now) {
  desk().begin();
  if (desk().input.size() != 0) {
    const auto fetched = read_files(desk().input.expose());
    if (!fetched) panic("module: four files and an address are not that");
    const PublicFiles& files = fetched->files;
    desk().address = fetched->address;
    // The log that was shown first stays the log.
    const auto genesis =
        desk().everybody ? std::optional(desk().everybody->genesis()) : genesis_hash(files.log);
    if (!genesis) return say_failure(Failure::kNotSotto, {});
    auto checked = PublicView::check(files, desk().pin(*genesis), time_of(now));
    if (!checked) return say_failure(checked.error(), {});
    desk().everybody = std::move(*checked);
  }
  write_everybody(desk().text, desk().view(), time_of(now));
}

void sotto_audit() {
  const PublicView& view = desk().view();
  const auto record = DecisionRecord::parse(desk().input.expose());
  if (!record) return say_refusal("not_a_record");
  const auto finding = audit(*record, view);
  if (!finding) return say_refusal(audit_name(finding.error()));
  write_finding(desk().begin(), *finding, view.policy().calendar);
}

void sotto_check_statement() {
  desk().begin();
  Reader in(desk().input.expose());
  ByteView log, policy, rest;
  if (!in.vec32(log) || !in.vec32(policy) || !in.view(in.left(), rest)) {
    panic("module: no log, policy and statement");
  }
  const auto read =
      SignedStatement::parse({reinterpret_cast<const char*>(rest.data()), rest.size()});
  if (!read) return say_refusal("not_a_statement");
  const Statement& of = read->statement;
  Json& out = desk().text.object();
  out.member("finding", finding_name(check_statement(*read, log, policy)));
  out.member("origin", of.origin).member("kind", static_cast<std::uint32_t>(of.kind));
  out.member("name", of.name).member("hours", static_cast<std::uint32_t>(of.hours));
  out.member("from", protocol::date_text(of.from)).member("until", protocol::date_text(of.until));
  out.member("issued", protocol::date_text(of.issued)).end_object();
}

void sotto_check_code() {
  const auto slip = protocol::parse_slip(desk().input_text());
  if (!slip) return say_refusal(name(slip.error()));
  if (!slip->matches(desk().view().genesis())) return say_refusal("wrong_log");
  say_ok();
}

void sotto_fresh_words() {
  Json& out = desk().begin();
  desk().fresh_words = protocol::Words::generate();
  const SecretBytes text = desk().fresh_words->text();
  std::string_view left(reinterpret_cast<const char*>(text.expose().data()), text.size());
  out.object().key("words").list();
  while (!left.empty()) {
    const std::string_view word = left.substr(0, left.find(' '));
    out.text(word);
    left.remove_prefix(std::min(word.size() + 1, left.size()));
  }
  out.end_list().end_object();
}

void sotto_words(std::uint32_t which) {
  desk().begin();
  switch (which) {
    case 0: {
      const auto words = protocol::Words::parse(desk().input_text());
      if (!words) return say(words.error());
      if (!desk().everybody) return;
      return give(words_salt(desk().view().genesis()), *words);
    }
    case 1:
      return give(words_salt(desk().view().genesis()), fresh());
    case 2:
      return words_of_file(lead_key_salt, "not_a_key_file");
    case 3:
      desk().lead_salt = random_array<16>();
      return give(desk().lead_salt, fresh());
    case 4:
      return words_of_file(desk_salt, "not_a_desk");
    default:
      panic("module: no such words");
  }
}

void sotto_stretch() {
  desk().begin();
  const ByteView input = desk().input.expose();
  if (input.size() <= 16) panic("module: no words to stretch");
  const auto root = argon2id(input.subspan(16), FixedView<16>(input.first<16>()));
  if (!root) {
    desk().text.object().member("failure", "no_memory").end_object();
    return;
  }
  say_bytes(root->expose());
}

void sotto_keys(std::uint32_t which) {
  desk().begin();
  const ByteView input = desk().input.expose();
  if (input.size() != 32 || which >= std::size(desk().keys)) panic("module: these are no keys");
  desk().keys[which] = keys_of(Secret<32>::from(input.first<32>()));
}

void sotto_slips(std::uint32_t count) {
  desk().begin();
  const std::string_view site = desk().input_text();
  if (!is_site(site)) return say_refusal("site");
  if (count == 0 || count > kMaxSlips) return say_refusal("count");
  const auto codes = make_codes(count);
  const Hash256 genesis = desk().view().genesis();
  Json& out = desk().text.object();
  out.key("slips").list();
  for (const protocol::Code& code : codes) {
    out.object().member("typed", typed_form(code, genesis));
    out.member("link", link(site, code, genesis)).end_object();
  }
  out.end_list().member("hashes", hash_list(codes)).end_object();
}

}  // namespace sotto::client::wasm
