#include "tests/story/rig.h"

#include <unistd.h>

#include <fstream>
#include <future>
#include <map>
#include <stdexcept>

#include "broker/founded.h"
#include "broker/init.h"
#include "broker/tables.h"
#include "crypto/primitives/random.h"
#include "crypto/primitives/random_testing.h"
#include "crypto/protocol/code.h"
#include "tests/support/seal.h"

namespace sotto::testing {
namespace fs = std::filesystem;

using client::Visit;
using protocol::UnixTime;

namespace {

// One seed of four numbers (splitmix64's mixing).
std::uint64_t seed_of(std::uint64_t seed, std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  for (const std::uint64_t number : {a, b, c}) {
    seed = (seed ^ number) + 0x9e3779b97f4a7c15;
    seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9;
    seed = (seed ^ (seed >> 27)) * 0x94d049bb133111eb;
    seed ^= seed >> 31;
  }
  return seed;
}

}  // namespace

protocol::Policy Rig::test_policy() {
  protocol::Policy policy;
  policy.origin = "sotto.example/test";
  policy.title = "Test scheme";
  policy.time_zone = "Europe/London";
  policy.calendar.epoch_days = 10;
  policy.lead_signatures = 2;
  policy.publish_every = 6 * 3600;
  policy.means = {protocol::Means::kInService, protocol::Means::kPhone,
                  protocol::Means::kPersonalEmail};
  return policy;
}

// A visit on its way.
struct Rig::Running {
  Person& person;
  Visit visit;
  UnixTime leave_at = 0;
  const Act& act = kNothing;
  const Act& before_leaving = kNothing;
  const Trouble& trouble = kNoTrouble;
  std::uint32_t opening = 0, commits = 0, steps = 0;
  bool acted = false, left = false;

  static inline const Act kNothing;
  static inline const Trouble kNoTrouble;

  bool says_something() const {
    return visit.opened() && (!visit.engagements().empty() || !visit.unsaved().empty());
  }
};

Rig::Rig(Options options)
    : leads{SigningKey::generate(), SigningKey::generate()},
      home_(options.under),
      store_options_(std::move(options.store)),
      seed_(options.seed),
      policy_(std::move(options.policy)),
      tick_(options.tick) {
  data_ = home_.path() / "data";
  clock_.time = options.start;
  found(policy_);
  if (options.host) {
    const auto reader = broker::StoreReader::open(data_.string(), broker::all_tables());
    if (!reader) throw std::runtime_error(reader.error());
    genesis_ = broker::load_founded(data_.string(), (*reader)->files())->scheme.genesis;
    host_ = options.host(data_);
  }
  start();
}

Rig::~Rig() {
  stop();
}

void Rig::found(const protocol::Policy& policy) {
  const auto begun =
      broker::init_folder(data_.string(), policy, {leads[0].public_key, leads[1].public_key}, now(),
                          file_seal(data_.string()));
  if (!begun) throw std::runtime_error(begun.error());
  const auto entry = protocol::Entry::parse(begun->draft);
  const auto& genesis = std::get<protocol::Genesis>(entry->body);
  const Bytes message = protocol::genesis_message(entry->day, genesis);
  auto founded = broker::found_folder(data_.string(),
                                      {sign(leads[0], protocol::kGenesisLabel, message),
                                       sign(leads[1], protocol::kGenesisLabel, message)},
                                      now());
  if (!founded) throw std::runtime_error(founded.error());
}

void Rig::start() {
  if (host_) return host_->start(now());
  auto store = broker::Store::open(data_.string(), broker::all_tables(), broker::repair_slots,
                                   store_options_);
  if (!store) throw std::runtime_error(store.error());
  store_ = std::move(*store);
  auto founded = broker::load_founded(data_.string(), store_->files());
  if (!founded) throw std::runtime_error(founded.error());
  const auto turned = broker::turn_policy(*store_, *founded, now());
  if (!turned) throw std::runtime_error(turned.error());
  if (*turned) founded = broker::load_founded(data_.string(), store_->files());
  const std::uint32_t every = policy_.publish_every;
  genesis_ = founded->scheme.genesis;
  broker_ = std::make_unique<broker::Broker>(
      *store_, std::move(founded->scheme), std::move(founded->log), clock_,
      broker::Broker::Options{.workers = 2, .next_publish = [every](UnixTime after) {
                                return (after / every + 1) * every;
                              }});
  do_duties();
}

void Rig::do_duties() {
  if (host_) return host_->do_duties(now());
  if (!broker_->do_duties()) throw std::runtime_error("duties");
}

void Rig::stop() {
  if (host_) host_->stop();
  broker_.reset();
  store_.reset();
}

void Rig::advance_to(UnixTime time) {
  while (now() < time) {
    const UnixTime every = std::min<UnixTime>(tick_, policy_.publish_every);
    clock_.time = std::min(time, (now() / every + 1) * every);
    do_duties();
  }
}

Secret<10> Rig::new_code(protocol::Day days) {
  protocol::Code code = protocol::Code::generate();
  const auto until = policy_.calendar.day(now()) + days;
  if (host_) {
    host_->import_code(code.hash(), until);
  } else if (!broker_->import_codes({code.hash()}, until)) {
    throw std::runtime_error("codes");
  }
  return std::move(code.bytes);
}

Person Rig::enrol(const std::string& name, protocol::Role role) {
  // Argon2id is tested where it belongs; here it would be minutes.
  client::LockerKeys keys{random_array<32>(), SigningKey::generate(), {}};
  {
    // What commits leave to chance comes from it, and two worlds have the same people.
    const SeededRandom seeded(seed_of(seed_, people_, 0, 1));
    keys.seal = random_secret<32>();
  }
  Person person{name, role, keys.clone(), people_++, 0};
  const auto begin = [&] {
    const SeededRandom seeded(seed_of(seed_, person.number, 0, 0));  // as in visit()
    return Visit::enrol(std::move(keys), {to_bytes(genesis_)}, new_code(), role, now());
  };
  Running running{person, begin(), now() + 60};
  run(running);
  return person;
}

void Rig::list(Person& supporter) {
  Visit published = visit(supporter, [&](Visit& visit) {
    const auto applied = visit.apply(client::intent::PublishListing{
        {.fields = {{"name", supporter.name}, {"specialty", "Anaesthetics"}}}});
    if (!applied) throw std::runtime_error("listing");
  });
  admit(published);
}

void Rig::appoint(Person& recipient, std::uint8_t place, const std::string& title) {
  const Visit proposes = visit(recipient, [&](Visit& visit) {
    if (!visit.apply(client::intent::BeRecipient{place, title})) {
      throw std::runtime_error("recipient");
    }
  });
  admit(proposes);
}

void Rig::ask(const std::optional<client::RosterCall>& call) {
  if (!call || !call->open(exchange(call->request()))) throw std::runtime_error("roster");
}

void Rig::admit(const Visit& visit) {
  const auto& everybody = visit.everybody();
  const auto request = visit.signed_proposal(policy_.calendar.day(now()));
  if (!request) throw std::runtime_error("nothing is proposed");
  ask(client::RosterCall::propose(everybody, *request));
  sign_by_leads(everybody, request->proposal);
}

void Rig::sign_by_leads(const client::PublicView& everybody, const protocol::Proposal& proposal) {
  for (std::uint8_t lead = 0; lead < 2; ++lead) {
    ask(client::RosterCall::sign(everybody, {lead, leads[lead].clone()}, proposal,
                                 policy_.calendar.day(now())));
  }
}

client::PublicView Rig::everybody() {
  client::PublicFiles files;
  Bytes* const bodies[] = {&files.checkpoint, &files.log, &files.policy, &files.directory};
  for (std::size_t i = 0; i < std::size(bodies); ++i) {
    *bodies[i] = exchange({client::kPublicPaths[i], {}}).body;
  }
  auto view = client::PublicView::check(files, {to_bytes(genesis_)}, now());
  if (!view) throw std::runtime_error(client::describe(view.error()));
  return std::move(*view);
}

void Rig::sign_pass_keys() {
  const client::PublicView view = everybody();
  for (std::uint8_t lead = 0; lead < 2; ++lead) {
    const client::LeadKey key{lead, leads[lead].clone()};
    const auto read = client::RosterCall::read(view, key, view.today());
    const auto proposals = read->open(exchange(read->request()));
    if (!proposals) throw std::runtime_error("proposals");
    for (const protocol::Proposal& each : *proposals) {
      if (each.type != protocol::EntryType::kPassKey) continue;
      ask(client::RosterCall::sign(view, key, each, view.today()));
    }
  }
}

Visit Rig::visit(Person& person, const Act& act, UnixTime stay, const Trouble& trouble,
                 const Act& before_leaving) {
  const UnixTime leave_at = now() + stay;
  const auto open = [&](std::vector<client::Intent> again) {
    // The moment of the first commit is drawn here, from a seed of the visit's own: whatever else
    // is random later, two worlds with the same visits have the same moments.
    const SeededRandom seeded(seed_of(seed_, person.number, person.visits, 0));
    Visit out = Visit::open(person.keys.clone(), {to_bytes(genesis_)}, now(), std::move(again));
    if (person.post) out.carry_post(person.post->clone());
    return out;
  };
  Running first{person, open({}), leave_at, act, before_leaving, trouble};
  run(first);
  if (first.visit.failure() != client::Failure::kStaleVersion) return std::move(first.visit);
  Running again{person, open(first.visit.unsaved()), leave_at, Running::kNothing, before_leaving};
  run(again);
  return std::move(again.visit);
}

void Rig::run(Running& running) {
  Visit& visit = running.visit;
  const auto number = ++running.person.visits;
  for (;;) {
    if (visit.opened() && !running.acted) {
      running.acted = true;
      look(running);
    }
    std::optional<client::Step> step;
    {
      // What a commit draws (whether its pass is one of the sixteenth that are refused) comes from
      // a seed of this very step, so that it does not depend on how much was random before it.
      const SeededRandom seeded(seed_of(seed_, running.person.number, number, ++running.steps));
      step = visit.next(now());
    }
    if (const auto* send = std::get_if<client::Send>(&*step)) {
      this->step(running, *send);
    } else if (const auto* wait = std::get_if<client::Wait>(&*step)) {
      advance_to(std::min(wait->until, std::max(running.leave_at, now())));
      if (now() < running.leave_at || running.left) continue;
      running.left = true;
      if (running.before_leaving) running.before_leaving(visit);
      visit.leave();
    } else {
      return;
    }
  }
}

// What people do once a visit is open.
void Rig::look(Running& running) {
  if (running.act) running.act(running.visit);
  if (!running.trouble.conflict) return;
  Running elsewhere{running.person,
                    Visit::open(running.person.keys.clone(), {to_bytes(genesis_)}, now()), now()};
  run(elsewhere);
}

void Rig::step(Running& running, const client::Send& send) {
  Visit& visit = running.visit;
  const Trouble& trouble = running.trouble;
  const bool commit = running.acted;
  const std::uint32_t count = commit ? ++running.commits : ++running.opening;
  if (count == (commit ? trouble.server_error : trouble.opening_error) ||
      (commit && trouble.no_commit_arrives)) {
    const char* method = send.request.body.empty() ? "GET" : "POST";
    transcript.push_back({now(), method, send.request.path, send.request.body.size(), 503, 0});
    return visit.no_answer(now());
  }
  const bool says_something = running.says_something();
  if (commit && !says_something && weakness == Weakness::kNoCover) return visit.no_answer(now());
  const client::Response response = carry(send.request);
  if (commit && !says_something && weakness == Weakness::kTwoSizes) {
    transcript.back().request_size /= 2;
  }
  if (commit && count == trouble.lost_answer) return visit.no_answer(now());
  const bool unsaved = commit && !visit.unsaved().empty();
  visit.answer(response, now());
  if (unsaved && visit.unsaved().empty() && weakness == Weakness::kCountdown) {
    running.left = true;
    visit.leave();
  }
}

client::Response Rig::exchange(const client::Request& request) {
  if (host_) return host_->exchange(request);
  broker::http::Request http;
  http.method = request.body.empty() ? "GET" : "POST";
  http.target = request.path;
  http.content_type = request.body.empty() ? "" : "message/ohttp-req";
  http.body = request.body;
  std::promise<client::Response> promise;
  broker_->handle(std::move(http), [&](broker::http::Response response) {
    promise.set_value({response.status, to_bytes(broker::http::body_of(response))});
  });
  return promise.get_future().get();
}

client::Response Rig::carry(const client::Request& request) {
  client::Response response = stand_in ? stand_in(request) : exchange(request);
  transcript.push_back({now(), request.body.empty() ? "GET" : "POST", request.path,
                        request.body.size(), response.status, response.body.size()});
  return response;
}

std::string Rig::disk_shape() const {
  std::unique_ptr<broker::StoreReader> reader;
  if (host_) {
    auto opened = broker::StoreReader::open(data_.string(), broker::all_tables());
    if (!opened) throw std::runtime_error(opened.error());
    reader = std::move(*opened);
  }
  std::string out;
  const broker::Snapshot snapshot = reader ? reader->snapshot() : store_->snapshot();
  const auto rows_of = [&](const broker::TableRef& table, const std::string& name) {
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> shapes;
    snapshot.scan_prefix(table, {}, [&](ByteView key, ByteView value) {
      ++shapes[{key.size(), value.size()}];
      return true;
    });
    for (const auto& [shape, count] : shapes) {
      out += name + " " + std::to_string(shape.first) + "+" + std::to_string(shape.second) + " x " +
             std::to_string(count) + "\n";
    }
  };
  rows_of(broker::kMeta, "meta");
  rows_of(broker::kFiles, "files");
  for (const broker::Table& table : broker::all_tables().tables) rows_of(table, table.name);
  const auto epoch = policy_.calendar.epoch(policy_.calendar.day(now()));
  for (const auto& family : broker::all_tables().families) {
    rows_of(family.of(broker::table_number(epoch, 0)), family.name);
  }
  std::map<std::string, std::uintmax_t> files;
  for (const auto& entry : fs::recursive_directory_iterator(data_)) {
    // LMDB's data file alone is left out: its size depends on the random keys of its rows.
    if (entry.is_regular_file() && entry.path().filename() != "data.mdb") {
      files[fs::relative(entry.path(), data_).string()] = entry.file_size();
    }
  }
  for (const auto& [name, size] : files) out += name + " " + std::to_string(size) + "\n";
  return out;
}

}  // namespace sotto::testing
