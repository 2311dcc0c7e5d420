// ./run demo: the whole story, told while it happens, with real processes and invented people.
// Prints one JSON object with --json. Then a second scheme is left for the hands, with pages when
// --web names their folder, until somebody stops it; with --once there is none.

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iostream>
#include <thread>

#include "client/cli/http.h"
#include "client/core/public_view.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/code.h"
#include "tests/story/by_hand.h"
#include "tests/story/processes.h"
#include "tests/story/raw_locker.h"
#include "tests/story/stage.h"
#include "tests/support/test_folder.h"

namespace sotto::testing {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;

constexpr int kTries = 40;

class Demo {
 public:
  Demo(std::filesystem::path programs, std::filesystem::path home, std::filesystem::path scheme)
      : world_(std::move(programs), std::move(home), std::move(scheme)) {}

  json::object play() {
    begin();
    enquire();
    for (int meeting = 1; meeting <= 3; ++meeting) meet(meeting);
    end();
    spend_twice();
    look();
    return outcome_;
  }

 private:
  static std::string text_of(const json::value& value) {
    return json::value_to<std::string>(value);
  }

  json::array engagements(const std::string& person) {
    return world_.must(person, {"show"}).at("engagements").as_array();
  }

  // Visits until the person sees what is waited for; batches and passes take their time.
  json::object wait_for(const std::string& person, const std::string& what,
                        const std::function<bool(const json::object&)>& seen) {
    for (int i = 0; i < kTries; ++i) {
      for (const json::value& engagement : engagements(person)) {
        if (seen(engagement.as_object())) return engagement.as_object();
      }
      std::this_thread::sleep_for(milliseconds(500));
    }
    throw std::runtime_error(person + " waited in vain for " + what);
  }

  static std::string id_of(const json::object& engagement) {
    return std::to_string(engagement.at("id").to_number<int>());
  }

  void begin() {
    tell("Two leads found the scheme; the broker starts.");
    world_.found();
    world_.start();
    tell("The administrator prints slips; three people open a locker each.");
    slips_ = world_.make_slips(8);
    world_.enrol("colleague", "colleague", take_slip());
    world_.enrol("supporter", "supporter", take_slip());
    world_.enrol("other", "supporter", take_slip());
    tell("Two supporters propose a listing; the leads compare six words and sign.");
    world_.list("supporter", "Dr Rowan Example");
    world_.list("other", "Dr Ash Example");
    tell("A listing counts from the next week on. A day lasts four seconds here.");
    for (int i = 0; i < kTries; ++i) {
      world_.must("supporter", {"visit", "--unattended"});
      world_.must("other", {"visit", "--unattended"});
      const auto shown = world_.must("colleague", {"show", "--directory"});
      for (const json::value& line : shown.at("directory").as_array()) {
        if (text_of(line.at("name")) == "Dr Rowan Example" && line.at("offered").as_bool()) return;
      }
    }
    throw std::runtime_error("the supporter was never offered");
  }

  void enquire() {
    tell("The colleague writes: one answer, how they like to be contacted. No name, no reason.");
    // At the turn of a week a supporter may be without a key for a moment.
    for (int i = 0;; ++i) {
      const Ran ran = world_.sotto("colleague", {"enquire", "Dr Rowan Example", "--means", "phone"},
                                   "01632 960123\n");
      if (ran.exit == 0) break;
      if (i == kTries) throw std::runtime_error("the enquiry could not be made: " + ran.err);
      world_.must("supporter", {"visit", "--unattended"});
    }
    const auto seen = wait_for("supporter", "the enquiry", [](const json::object& engagement) {
      return text_of(engagement.at("phase")) == "enquired";
    });
    outcome_["enquiry_delivered"] = text_of(seen.at("value")) == "01632 960123";
    tell("The supporter reads it and accepts. Safety words on both screens: " +
         text_of(seen.at("safety_words")));
    offer(id_of(seen), {"visit", "--do", "accept " + id_of(seen)});
  }

  void offer(const std::string& id, std::vector<std::string> visit) {
    visit.insert(visit.end(), {"--do", "offer " + id + " \"2030-01-07T17:00 Room 4\""});
    world_.must("supporter", visit);
  }

  void meet(int meeting) {
    const auto offered = wait_for("colleague", "an offer", [&](const json::object& engagement) {
      return !engagement.at("slots").as_array().empty() &&
             engagement.at("offer").to_number<int>() >= meeting;
    });
    world_.must("colleague", {"choose", id_of(offered), "1"});
    const auto agreed = wait_for("supporter", "the choice", [&](const json::object& engagement) {
      return engagement.at("agreed").to_number<int>() == meeting;
    });
    tell("Meeting " + std::to_string(meeting) + " is agreed, its pass accepted once. They meet.");
    if (meeting < 3) {
      offer(id_of(agreed), {"visit", "--do", "held " + id_of(agreed)});
    } else {
      world_.must("supporter", {"held", id_of(agreed)});
    }
    held_ = meeting;
    engagement_ = id_of(agreed);
  }

  void end() {
    outcome_["meetings_held"] = held_;
    const Ran fourth =
        world_.sotto("supporter", {"offer", engagement_, "--slot", "2030-01-07T18:00 Room 4"});
    outcome_["fourth_meeting"] = fourth.exit == 1 ? "refused" : "possible";
    tell("A fourth meeting: " + text_of(outcome_["fourth_meeting"]) + ".");
    bool ended = false;
    for (int i = 0; i < kTries && !ended; ++i) {
      const json::array left = engagements("colleague");
      ended = true;
      for (const json::value& engagement : left) {
        if (text_of(engagement.at("phase")) != "ended") ended = false;
      }
    }
    outcome_["engagement_ended"] = ended;
    const auto other = world_.must("other", {"show"});
    outcome_["other_supporters_learned_nothing"] =
        other.at("engagements").as_array().empty() && other.at("events").as_array().empty();
    tell("The other supporter has seen nothing of all this.");
  }

  // Somebody who does not play by the client's rules: a pass drawn honestly and redeemed twice.
  void spend_twice() {
    const auto origin = client::cli::parse_origin(world_.address());
    RawLocker::World world{[&](const client::Request& request) {
                             const auto response = client::cli::exchange(*origin, request);
                             if (!response) throw std::runtime_error("the broker does not answer");
                             return *response;
                           },
                           {},
                           {}};
    client::PublicFiles files;
    Bytes* const bodies[] = {&files.checkpoint, &files.log, &files.policy, &files.directory};
    for (std::size_t i = 0; i < 4; ++i)
      *bodies[i] = world.carry({client::kPublicPaths[i], {}}).body;
    const auto now = static_cast<protocol::UnixTime>(std::time(nullptr));
    const auto everybody = client::PublicView::check(files, {}, now);
    if (!everybody) throw std::runtime_error(client::describe(everybody.error()));
    world.genesis = everybody->log().genesis();
    world.genesis_hash = everybody->genesis();
    const auto epoch = everybody->policy().calendar.epoch(everybody->today());

    RawLocker drawer(world, protocol::Role::kColleague);
    RawLocker spender(world, protocol::Role::kSupporter);
    const auto code = [&]() { return protocol::parse_slip(take_slip())->code.bytes.clone(); };
    if (drawer.enrol(code()) != protocol::Status::kOk ||
        spender.enrol(code()) != protocol::Status::kOk) {
      throw std::runtime_error("enrolment failed");
    }
    const auto key = everybody->log().pass_key(epoch)->key;
    const auto seed = random_secret<32>();
    const auto passes = drawer.draw(seed, everybody->policy().packs_per_epoch, epoch, key);
    if (!passes) throw std::runtime_error("the draw failed");
    const auto token = client::make_token(client::pass_nonce(client::pack_secret(seed, 0), 1),
                                          (*passes)[0], key, everybody->policy().origin);
    const auto once = spender.commit(spender.commit_body(token));
    const auto twice = spender.commit(spender.commit_body(token));
    const bool refused = once && twice && once->outcome.pass == protocol::PassResult::kAccepted &&
                         twice->outcome.pass == protocol::PassResult::kRefused;
    outcome_["pass_spent_twice"] = refused ? "refused" : "possible";
    tell("The same pass redeemed a second time: " + text_of(outcome_["pass_spent_twice"]) + ".");
  }

  void look() {
    const Ran inspected = world_.broker({"inspect", "--data", world_.data().string(), "--json"});
    if (inspected.exit != 0) throw std::runtime_error("inspect: " + inspected.err);
    outcome_["inspect_rows"] = inspected.json().at("rows");
    tell("All that the broker has: " + json::serialize(outcome_["inspect_rows"]));
  }

  std::string take_slip() {
    if (slips_.empty()) throw std::runtime_error("no slip left");
    std::string slip = slips_.back();
    slips_.pop_back();
    return slip;
  }

  Processes world_;
  std::vector<std::string> slips_;
  std::string engagement_;
  int held_ = 0;
  json::object outcome_;
};

bool as_hoped(const json::object& outcome) {
  const json::object hoped = {
      {"enquiry_delivered", true},   {"meetings_held", 3},
      {"fourth_meeting", "refused"}, {"pass_spent_twice", "refused"},
      {"engagement_ended", true},    {"other_supporters_learned_nothing", true}};
  return came(outcome, hoped);
}

// The scheme for the hands, and what one needs to know of it.
class Hands {
 public:
  Hands(std::filesystem::path programs, std::filesystem::path home, std::filesystem::path scheme)
      : client_(programs / "client/sotto"),
        scheme_(std::move(programs), std::move(home), std::move(scheme)) {}

  void begin(const std::string& pages) {
    tell("\nNow a scheme for you to try. Two weeks of it are played first; a moment, please.");
    std::vector<std::string> options;
    if (!pages.empty()) options = {"--web", pages};
    const Slips slips = found_by_hand(scheme_, options);
    tell("");
    if (pages.empty()) {
      say_commands();
    } else {
      say_pages();
    }
    say_people(slips);
    tell("\nEverything here is invented, and is deleted when you stop it: Control-C.");
  }

 private:
  void say_pages() const {
    tell("Open " + scheme_.address() + " in three browser windows.");
    tell(
        "  1. \"Your locker\", with the words of the colleague: choose Dr Rowan Example, say how "
        "you");
    tell("     like to be contacted. Then \"Leave this page\", as after everything you do.");
    tell(
        "  2. \"Your locker\", with the words of Dr Rowan Example: after some seconds the enquiry "
        "is");
    tell("     there. Accept it, offer a time, leave. The colleague opens again and chooses.");
    tell("  3. \"Your locker\", with the words of Dr Ash Example, who sees nothing of all this.");
  }

  void say_commands() const {
    tell("The scheme is at " + scheme_.address() + ", without pages. Try, with words from below:");
    const std::string command = "  " + client_.string() + " --broker " + scheme_.address();
    tell(command + " show --directory");
    tell(command + " enquire \"Dr Rowan Example\" --means in-service");
  }

  void say_people(const Slips& slips) const {
    tell("\nWords");
    tell("  the colleague      " + scheme_.words_of(kHandColleague));
    tell("  Dr Rowan Example   " + scheme_.words_of(kHandSupporters[0]));
    tell("  Dr Ash Example     " + scheme_.words_of(kHandSupporters[1]));
    tell("Codes that nobody has used, for people who have no locker yet: typed, or as a link");
    const char* const whose[] = {"a colleague", "a colleague", "a supporter"};
    for (std::size_t i = 0; i < std::size(whose); ++i) {
      const std::string& slip = slips.typed.at(i);
      tell(std::string("  ") + whose[i] + "        " + slip);
      tell("                     " + slips.link(slip, scheme_.address()));
    }
    tell("Keys of the leads (\"For leads\"): a file, and its words");
    for (const char* lead : kHandLeads) {
      tell("  " + (scheme_.home() / (std::string(lead) + ".key")).string());
      tell("                     " + scheme_.words_of(lead));
    }
  }

  std::filesystem::path client_;
  Processes scheme_;
};

struct Options {
  bool once = false, as_json = false;
  std::string pages;  // their folder
};

Options read_options(int argc, char** argv) {
  Options out;
  for (int i = 3; i < argc; ++i) {
    if (std::strcmp(argv[i], "--once") == 0)
      out.once = true;
    else if (std::strcmp(argv[i], "--json") == 0)
      out.as_json = true;
    else if (std::strcmp(argv[i], "--web") == 0 && i + 1 < argc)
      out.pages = argv[++i];
    else
      throw std::runtime_error(std::string("demo knows no \"") + argv[i] + "\"");
  }
  return out;
}

// arguments: the folder of the programs, the folder of the schemes, options.
int run(int argc, char** argv) {
  if (argc < 3) throw std::runtime_error("which programs, which schemes?");
  const Options options = read_options(argc, argv);
  const std::filesystem::path programs = argv[1], schemes = argv[2];
  const TestFolder home(std::filesystem::temp_directory_path());
  bool good = false;
  {
    Demo demo(programs, home.path() / "story", schemes / "demo.toml");
    const json::object outcome = demo.play();
    good = as_hoped(outcome);
    if (options.as_json) std::cout << json::serialize(outcome) << "\n" << std::flush;
  }
  if (options.once) return good ? 0 : 1;
  Hands hands(programs, home.path() / "hands", schemes / "demo-by-hand.toml");
  hands.begin(options.pages);
  while (asked_to_stop == 0) std::this_thread::sleep_for(milliseconds(200));
  return good ? 0 : 1;
}

}  // namespace
}  // namespace sotto::testing

int main(int argc, char** argv) {
  return sotto::testing::on_stage(argc, argv, sotto::testing::run);
}
