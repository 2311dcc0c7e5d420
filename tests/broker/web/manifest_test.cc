#include "crypto/protocol/manifest.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/support/sample_site.h"

namespace sotto::protocol {
namespace {

using sotto::testing::manifest_of;
using sotto::testing::sample_content;
using sotto::testing::write_manifest;

std::string sample() {
  return write_manifest(manifest_of(sample_content()));
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  if (at == std::string::npos) throw std::runtime_error("no " + what);
  return text.replace(at, what.size(), by);
}

TEST(Manifest, SaysPagesMarksAndFiles) {
  const auto manifest = parse_manifest(sample());
  ASSERT_TRUE(manifest) << sentence(manifest.error());
  EXPECT_EQ(manifest->pages, (std::vector<std::string>{"/", "/open", "/privacy"}));
  EXPECT_EQ(manifest->worker, "assets/worker-5e884898.js");
  EXPECT_EQ(manifest->style, "assets/index-da280471.css");
  ASSERT_EQ(manifest->files.size(), sample_content().size());
  const ListedFile* index = manifest->find("index.html");
  ASSERT_NE(index, nullptr);
  EXPECT_EQ(index->size, sample_content()["index.html"].size());
  EXPECT_EQ(index->hash, sha256({as_bytes(sample_content()["index.html"])}));
  EXPECT_EQ(manifest->find("index.htm"), nullptr);
  EXPECT_EQ(manifest->find("zebra.html"), nullptr);
}

struct Case {
  ManifestRule rule;
  std::size_t line;
  std::function<std::string()> text;
};

// A manifest with one more file, in its place.
std::string with(const std::string& path) {
  auto content = sample_content();
  content[path] = "more";
  return write_manifest(manifest_of(content));
}

std::string with_many(int files, std::uint64_t size) {
  auto manifest = manifest_of({});
  for (int i = 0; i < files; ++i) {
    std::string number = std::to_string(100'000 + i);
    manifest.files.push_back({"assets/file-00" + number + ".js", size, {}});
  }
  return write_manifest(manifest);
}

std::vector<Case> cases() {
  const std::string hash(64, 'a');
  const auto change = [](const std::string& what, const std::string& by) {
    return [=] { return replaced(sample(), what, by); };
  };
  const auto more = [](const std::string& path) { return [=] { return with(path); }; };
  using enum ManifestRule;
  return {
      {kTooLong, 0, [] { return sample() + std::string(kManifestMax, 'x'); }},
      {kLine, 1, [] { return std::string(); }},
      {kFirstLine, 1, change("sotto web 1", "sotto web 2")},
      {kFirstLine, 1, change("sotto web 1", "sotto web 1 ")},
      {kFirstLine, 1, change("sotto web 1\n", "sotto web 1\r\n")},
      {kPages, 2, change("pages / /open", "pages /open")},
      {kPages, 2, change("pages / /open", "pages")},
      {kPages, 2, change("pages / /open", "pages  / /open")},
      {kPages, 2, change("pages / /open", "pages / /zebra")},
      {kPages, 2, change("pages / /open", "pages / /open /open")},
      {kPages, 2, change("pages / /open", "pages / /op en")},
      {kPages, 2, change("pages / /open", "pages / /open/more")},
      {kPages, 2, change("pages / /open", "pages / /%6fpen")},
      {kPages, 2, change("/privacy\n", "/privacy \n")},
      {kPages, 2,
       [] {
         std::string many = "pages /";
         for (const char* first : {" /a", " /b"}) {
           for (char c = 'a'; c < 'a' + 16; ++c) many += std::string(first) + c;
         }
         return replaced(sample(), "pages / /open /privacy", many);
       }},
      {kReserved, 2, change("pages / /open", "pages / /leave")},
      {kReserved, 2, change("pages / /open /privacy", "pages / /people")},
      {kReserved, 2, change("pages / /open", "pages / /manifest")},
      {kReserved, 2, change("pages / /open", "pages / /directory")},
      {kWorker, 3, change("worker assets", "work assets")},
      {kWorker, 3, change("worker assets/worker-5e884898.js", "worker icon.svg")},
      {kStyle, 4, change("style assets/index-da280471.css", "style icon.svg")},
      {kStyle, 4, change("style ", "style\t")},
      {kLine, 14, [] { return sample() + "\n"; }},
      {kLine, 14, [&] { return sample() + std::string(64, 'a') + " 1 zebra.js"; }},
      {kLine, 14, [=] { return sample() + hash + "  1 zebra.js\n"; }},
      {kLine, 14, [=] { return sample() + hash + " 01 zebra.js\n"; }},
      {kLine, 14, [=] { return sample() + hash + " +1 zebra.js\n"; }},
      {kLine, 14, [=] { return sample() + hash + " 99999999999999999999 zebra.js\n"; }},
      {kLine, 14, [] { return sample() + std::string(64, 'A') + " 1 zebra.js\n"; }},
      {kLine, 14, [] { return sample() + std::string(62, 'a') + " 1 zebra.js\n"; }},
      {kPath, 14, [=] { return sample() + hash + " 1 zebra.js \n"; }},
      {kPath, 14, [=] { return sample() + hash + " 1 \n"; }},
      {kPath, 14, more("z/../zebra.js")},
      {kPath, 14, more("z//zebra.js")},
      {kPath, 5, more("/zebra.js")},
      {kPath, 14, more("z/.hidden.js")},
      {kPath, 14, more("z/a/b/c/d.js")},
      {kPath, 14, more("zebra\x80.js")},
      {kPath, 14, more("z" + std::string(126, 'z') + ".js")},
      {kType, 14, more("zebra.php")},
      {kType, 14, more("zebra")},
      {kType, 14, more("zebra.js.map")},
      {kType, 14, more("zebra.webmanifest")},
      {kType, 14, more("zebra.js.br.gz")},
      {kAssetName, 11, more("assets/zebra.js")},
      {kAssetName, 11, more("assets/zebra-1234567.js")},
      {kAssetName, 11, more("assets/zebra-12345678.x.js")},
      {kAssetName, 11, more("assets/zebra.js.br")},
      {kReserved, 11, more("boards/zebra.js")},
      {kReserved, 14, more("log/zebra.js")},
      {kReserved, 14, [] { return replaced(with("zebra.js"), " /privacy", " /zebra.js"); }},
      {kOrder, 14,
       [] { return with("zebra.js").replace(with("zebra.js").rfind("zebra.js"), 5, "icons"); }},
      {kFileSize, 5, change("4 assets/core-0a1b2c3d.wasm\n", "0 assets/core-0a1b2c3d.wasm\n")},
      {kFileSize, 5,
       change("4 assets/core-0a1b2c3d.wasm\n", "4194305 assets/core-0a1b2c3d.wasm\n")},
      {kTooMany, 4 + 257, [] { return with_many(257, 1); }},
      {kFolderSize, 4 + 5, [] { return with_many(5, 4'000'000); }},
      {kCompressed, 0, more("zebra.js.br")},
      {kNotListed, 0,
       change("worker assets/worker-5e884898.js", "worker assets/other-5e884898.js")},
      {kNotListed, 0, change("style assets/index-da280471.css", "style assets/other-da280471.css")},
      {kNotListed, 0,
       [] {
         auto content = sample_content();
         content.erase("index.html");
         content.erase("index.html.br");
         return write_manifest(manifest_of(content));
       }},
  };
}

TEST(ManifestRefusal, EachRuleWithItsLine) {
  int number = 0;
  for (const Case& each : cases()) {
    SCOPED_TRACE(number++);
    const auto manifest = parse_manifest(each.text());
    ASSERT_FALSE(manifest) << each.text();
    EXPECT_EQ(manifest.error().rule, each.rule) << sentence(manifest.error());
    EXPECT_EQ(manifest.error().line, each.line) << sentence(manifest.error());
    EXPECT_FALSE(sentence(manifest.error()).empty());
  }
}

TEST(Manifest, TakesWhatTheRulesAllow) {
  for (const char* path : {"assets/a-12345678.js", "assets/a.b-1234_-78.js", "z/a/b/c.txt",
                           "favicon.ico", "zebra.png", "zebra.html"}) {
    EXPECT_TRUE(parse_manifest(with(path))) << path;
  }
  EXPECT_EQ(parse_manifest(with_many(256, 1)).error().rule, ManifestRule::kNotListed);
}

TEST(Manifest, CutAnywhereIsRefused) {
  const std::string text = sample();
  const std::size_t whole = text.rfind("index.html\n") + 11;  // without index.html.br it is whole
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_EQ(parse_manifest(text.substr(0, size)).has_value(), size == whole) << size;
  }
}

TEST(Manifest, WhatIsReadHasOneForm) {
  const std::string text = sample();
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'\0', ' ', '\n', '0', 'a', '/', '.', '\xff'}) {
      std::string other = text;
      other[i] = c;
      const auto manifest = parse_manifest(other);
      if (manifest) {
        EXPECT_EQ(write_manifest(*manifest), other);
      }
    }
  }
}

}  // namespace
}  // namespace sotto::protocol
