#include "tests/story/processes.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace sotto::testing {
namespace fs = std::filesystem;
namespace json = boost::json;

std::string text_at(const json::value& of, const char* name) {
  return json::value_to<std::string>(of.at(name));
}

namespace {

std::string read_text(const fs::path& path) {
  std::ifstream in(path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<char*> pointers(const std::vector<std::string>& arguments) {
  std::vector<char*> out;
  for (const std::string& argument : arguments) out.push_back(const_cast<char*>(argument.c_str()));
  out.push_back(nullptr);
  return out;
}

std::string line_of(const std::vector<std::string>& arguments) {
  std::string out;
  for (const std::string& argument : arguments) out += argument + " ";
  return out;
}

}  // namespace

json::value Ran::json() const {
  return json::parse(out);
}

Ran run_program(const std::vector<std::string>& arguments, const std::string& input) {
  int in[2];
  int out[2];
  int err[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) {
    throw std::runtime_error("no pipe");
  }
  const auto argv = pointers(arguments);
  const pid_t pid = fork();
  if (pid == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    dup2(err[1], 2);
    execv(argv[0], argv.data());
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  close(err[1]);
  signal(SIGPIPE, SIG_IGN);
  if (!input.empty() && write(in[1], input.data(), input.size()) < 0) {
    // It ended without reading; its exit status says more.
  }
  close(in[1]);
  Ran ran;
  pollfd fds[2] = {{out[0], POLLIN, 0}, {err[0], POLLIN, 0}};
  for (int open = 2; open > 0;) {
    poll(fds, 2, -1);
    for (int i = 0; i < 2; ++i) {
      if (fds[i].fd < 0 || fds[i].revents == 0) continue;
      char buffer[4096];
      const ssize_t got = read(fds[i].fd, buffer, sizeof buffer);
      if (got > 0) {
        (i == 0 ? ran.out : ran.err).append(buffer, static_cast<std::size_t>(got));
      } else {
        close(fds[i].fd);
        fds[i].fd = -1;
        --open;
      }
    }
  }
  int status = 0;
  waitpid(pid, &status, 0);
  ran.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ran;
}

Processes::Processes(fs::path programs, fs::path home, fs::path scheme)
    : programs_(std::move(programs)), home_(std::move(home)), scheme_(std::move(scheme)) {
  fs::create_directories(home_);
}

Processes::~Processes() {
  if (pid_ > 0) stop();
}

std::string Processes::broker_program() const {
  const char* const other = std::getenv("SOTTO_BROKER_PROGRAM");
  return other != nullptr ? other : (programs_ / "broker/sotto-broker").string();
}

Ran Processes::broker(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), broker_program());
  return run_program(arguments);
}

Ran Processes::sotto(const std::string& person, std::vector<std::string> arguments,
                     const std::string& input) {
  std::vector<std::string> all = {(programs_ / "client/sotto").string(), "--json"};
  if (port_ != 0) all.insert(all.end(), {"--broker", address()});
  const fs::path words = home_ / (person + ".words");
  if (fs::exists(words)) all.insert(all.end(), {"--words-file", words.string()});
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run_program(all, input);
}

json::value Processes::must(const std::string& person, std::vector<std::string> arguments,
                            const std::string& input) {
  const Ran ran = sotto(person, arguments, input);
  if (ran.exit != 0) {
    throw std::runtime_error(person + ": sotto " + line_of(arguments) + "ended with " +
                             std::to_string(ran.exit) + ": " + ran.err);
  }
  return ran.json();
}

std::string Processes::words_of(const std::string& person) const {
  std::string words = read_text(home_ / (person + ".words"));
  while (!words.empty() && words.back() == '\n') words.pop_back();
  return words;
}

void Processes::found() {
  std::vector<std::string> keys;
  for (const std::string lead : {"lead-1", "lead-2"}) {
    const auto made = must(lead, {"lead", "key", "--out", (home_ / (lead + ".key")).string(),
                                  "--words-out", (home_ / (lead + ".words")).string()});
    keys.push_back(text_at(made, "public_key"));
  }
  const Ran init =
      broker({"init", "--scheme", scheme_.string(), "--lead", keys[0], "--lead", keys[1], "--data",
              data().string(), "--seal-with", "file:" + (home_ / "seal").string()});
  if (init.exit != 0) throw std::runtime_error("init: " + init.err);
  std::vector<std::string> found = {"found", "--data", data().string()};
  for (const std::string lead : {"lead-1", "lead-2"}) {
    const auto signature = must(lead, {"lead", "sign-genesis", (data() / "genesis-draft").string(),
                                       "--key", (home_ / (lead + ".key")).string()});
    found.insert(found.end(), {"--sign", text_at(signature, "signature")});
  }
  const Ran ran = broker(found);
  if (ran.exit != 0) throw std::runtime_error("found: " + ran.err);
}

void Processes::start(const std::vector<std::string>& options) {
  int out[2];
  if (pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  std::vector<std::string> arguments = command_;
  arguments.insert(arguments.end(),
                   {broker_program(), "serve", "--data", data().string(), "--listen",
                    listen_.empty() ? "127.0.0.1:" + std::to_string(port_) : listen_, "--seal-with",
                    "file:" + (home_ / "seal").string()});
  arguments.insert(arguments.end(), options.begin(), options.end());
  const auto argv = pointers(arguments);
  pid_ = fork();
  if (pid_ == 0) {
    dup2(out[1], 1);
    const int log = open((home_ / "service.log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(log, 2);
    execv(argv[0], argv.data());
    _exit(127);
  }
  close(out[1]);
  std::string said;
  char byte = 0;
  while (read(out[0], &byte, 1) == 1 && byte != '\n') said += byte;
  close(out[0]);
  const auto colon = said.rfind(':');
  if (said.find("serving on") == std::string::npos || colon == std::string::npos) {
    throw std::runtime_error("serve: " + said + read_text(home_ / "service.log"));
  }
  port_ = std::stoi(said.substr(colon + 1));
  if (through_ == 0) tls_ = said.find("https://") != std::string::npos;
}

int Processes::stop() {
  if (pid_ <= 0) return 0;
  ::kill(pid_, SIGTERM);
  return wait();
}

int Processes::wait() {
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void Processes::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

std::vector<std::string> Processes::make_slips(int count) {
  const auto made =
      must("administrator",
           {"codes", "--count", std::to_string(count), "--site", "https://sotto.example", "--out",
            (home_ / "sheet.html").string(), "--hashes", (home_ / "hashes.txt").string(), "--text",
            (home_ / "slips.txt").string()});
  genesis_ = text_at(made, "genesis");
  const Ran imported = broker({"codes", "import", "--data", data().string(), "--until",
                               "2099-08-31", (home_ / "hashes.txt").string()});
  if (imported.exit != 0) throw std::runtime_error("codes import: " + imported.err);
  std::vector<std::string> slips;
  std::istringstream lines(read_text(home_ / "slips.txt"));
  for (std::string line; std::getline(lines, line);) {
    // A code has six groups of four; the rest of the sheet is words for people.
    if (line.size() == 29 && line.find(' ') == std::string::npos) slips.push_back(line);
  }
  return slips;
}

void Processes::enrol(const std::string& person, const std::string& role, const std::string& slip) {
  must(person, {"enrol", "--role", role, "--words-out", (home_ / (person + ".words")).string()},
       slip + "\n");
}

void Processes::list(const std::string& supporter, const std::string& name,
                     const std::string& specialty, const std::string& site) {
  const auto proposed =
      must(supporter, {"listing", "--name", name, "--specialty", specialty, "--site", site});
  const auto six_words = text_at(proposed, "six_words");
  for (const std::string lead : {"lead-1", "lead-2"}) {
    const std::string key = (home_ / (lead + ".key")).string();
    const auto waiting = must(lead, {"lead", "proposals", "--key", key});
    const auto id = text_at(waiting.at("proposals").at(0), "id");
    must(lead, {"lead", "sign", id, "--key", key}, six_words + "\n");
  }
}

}  // namespace sotto::testing
