// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Real files, read where they stand; skipped where they are not.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "exchange/format.hpp"
#include "exchange/iati/activity_piece.hpp"
#include "exchange/iati/organisation_file.hpp"
#include "exchange/iati/reading_test_support.hpp"
#include "exchange/iati/validation/validator.hpp"

namespace entente::exchange::iati {
namespace {

namespace fs = std::filesystem;

const fs::path kIati = fs::path(ENTENTE_SHARED_DATA) / "iati";

struct Count {
  std::uint64_t bundles = 0, refusals = 0;
  std::string first_refusal, error;
};

/// What must hold of every bundle that lands, whatever was read.
void expect_sound(const Bundle& bundle) {
  const auto& kept = bundle.partnership.kept;
  ASSERT_TRUE(kept.has_value());
  EXPECT_EQ(kept->original, base::hex(base::sha256(bundle.original))) << bundle.key_value;
  EXPECT_GE(kept->unmodelled, 0) << bundle.key_value;
  EXPECT_FALSE(bundle.key_value.empty());
  std::set<std::string> origins, keys;
  for (const auto& o : bundle.organisations) EXPECT_TRUE(keys.insert(o.key).second) << o.key;
  const int organisations = static_cast<int>(bundle.organisations.size());
  for (const auto& part : bundle.parts) {
    for (const int place : {part.organisation, part.giver, part.receiver}) {
      EXPECT_GE(place, -1);
      EXPECT_LT(place, organisations);
    }
    const auto origin = std::visit(
        [](const auto& r) {
          if constexpr (requires { r.origin; }) return r.origin;
          return std::string();
        },
        part.record);
    EXPECT_TRUE(origins.insert(origin).second) << bundle.key_value << " twice: " << origin;
  }
}

Count read(const fs::path& path) {
  Count count;
  std::ifstream in(path, std::ios::binary);
  Sink sink;
  sink.bundle = [&](std::uint64_t, Bundle&& bundle) {
    ++count.bundles;
    expect_sound(bundle);
  };
  sink.organisation = [&](std::uint64_t, ReportedOrganisation&&) { ++count.bundles; };
  sink.refused = [&](Refusal&& refusal) {
    if (count.refusals++ == 0) count.first_refusal = refusal.message;
  };
  try {
    formats().front()->read(in, path.filename().string(), sink);
  } catch (const base::Error& e) {
    count.error = e.what();
  }
  return count;
}

std::vector<fs::path> files(const fs::path& folder) {
  std::vector<fs::path> all;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".xml") all.push_back(entry.path());
  std::ranges::sort(all);
  return all;
}

class RealFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(kIati))
      GTEST_SKIP() << "no folder " << kIati << ": the real files are not part of the checkout";
  }
};

TEST_F(RealFiles, EveryActivityLands) {
  for (const auto& [name, activities] :
       {std::pair{"1mb", 62U}, std::pair{"5mb", 365U}, std::pair{"50mb", 3667U}}) {
    const auto count = read(kIati / "activities" / (std::string("real-valid-") + name + ".xml"));
    EXPECT_EQ(count.bundles, activities) << name;
    EXPECT_EQ(count.refusals, 0U) << count.first_refusal;
    EXPECT_EQ(count.error, "");
  }
}

TEST_F(RealFiles, EveryValidDataSetLands) {
  const auto all = files(kIati / "datasets-valid");
  EXPECT_GT(all.size(), 100U);
  for (const auto& path : all) {
    const auto count = read(path);
    EXPECT_GT(count.bundles, 0U) << path;
    EXPECT_EQ(count.refusals, 0U) << path << ": " << count.first_refusal;
    EXPECT_EQ(count.error, "") << path;
  }
}

TEST_F(RealFiles, WhatIsNotValidIsReadOrRefusedInWords) {
  std::uint64_t seen = 0;
  for (const auto* folder : {"datasets-invalid", "fixtures/valid", "fixtures/invalid"})
    for (const auto& path : files(kIati / folder)) {
      const auto count = read(path);
      ++seen;
      EXPECT_TRUE(count.bundles + count.refusals > 0 || !count.error.empty()) << path;
      if (count.refusals > 0) {
        EXPECT_TRUE(count.first_refusal.starts_with("activity ") ||
                    count.first_refusal.starts_with("organisation "))
            << count.first_refusal;
      }
    }
  EXPECT_GT(seen, 300U);
}

TEST(ExampleFiles, EveryActivityOfTheRegistersOwnExampleLands) {
  for (const auto& path : files(fs::path(ENTENTE_SOURCE_DIR) / "tests" / "data" / "example")) {
    const auto count = read(path);
    EXPECT_GT(count.bundles, 0U) << path;
    EXPECT_EQ(count.refusals, 0U) << path << ": " << count.first_refusal;
    EXPECT_EQ(count.error, "") << path;
  }
}

/// All originals of a file, in its order.
std::vector<std::string> originals(std::istream& in) {
  std::vector<std::string> all;
  Sink sink;
  sink.bundle = [&](std::uint64_t, Bundle&& bundle) { all.push_back(std::move(bundle.original)); };
  sink.refused = [](Refusal&& refusal) { ADD_FAILURE() << refusal.message; };
  recognise("<iati-activities", "round trip").read(in, "round trip", sink);
  return all;
}

/// What is read, kept and written is byte for byte what was published, and the file validates.
TEST_F(RealFiles, WrittenAgainAreWhatWasRead) {
  std::vector<fs::path> files{kIati / "activities" / "real-valid-5mb.xml"};
  for (const auto& entry : fs::directory_iterator(kIati / "datasets-valid")) files.push_back(entry.path());
  std::size_t activities = 0;
  for (const auto& path : files) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    const auto source = text.str();
    const auto read = originals(text);
    ActivityFile file;
    std::string written(ActivityFile::head());
    // The file declares nothing on its root but namespaces, so the bytes behind the start tag's name are the
    // same.
    for (const auto& original : read) {
      EXPECT_TRUE(file.add(original, written)) << path << ": " << original.substr(0, 200);
      const auto inside = original.substr(original.find('>'));
      EXPECT_NE(source.find(inside), std::string::npos) << path;
    }
    written += file.tail();
    EXPECT_EQ(file.unfit(), 0U);
    std::istringstream again(written);
    EXPECT_EQ(originals(again), read) << path;
    std::istringstream to_validate(written);
    std::string critical;
    const auto summary =
        validation::validate(to_validate, path.string(), {}, [&](validation::Finding&& finding) {
          if (finding.rule->severity == validation::Severity::critical)
            critical += std::string(finding.say) + " " + finding.path + " " + finding.value + "\n";
        });
    EXPECT_EQ(critical, "") << path;
    EXPECT_EQ(summary.activities, read.size());
    activities += read.size();
  }
  EXPECT_GT(activities, 1000U);
}

/// Every organisation of the files at hand: where the schema accepts it, it is written as it was read. Test
/// files of the standard that say version "xx" are read as 2.03.
TEST_F(RealFiles, OrganisationsWrittenAgainAreWhatWasRead) {
  std::size_t of_organisations = 0, written = 0;
  for (const auto& path : files(kIati)) {
    std::ifstream in(path, std::ios::binary);
    std::string source(4096, '\0');
    in.read(source.data(), static_cast<std::streamsize>(source.size()));
    source.resize(static_cast<std::size_t>(in.gcount()));
    if (source.find("<iati-organisations") == std::string::npos) continue;
    std::ostringstream rest;
    if (in) rest << in.rdbuf();
    source += rest.str();
    ++of_organisations;
    if (const auto at = source.find("version=\"xx\""); at != std::string::npos)
      source.replace(at, 12, "version=\"2.03\"");
    const auto first = testing::read(source);
    OrganisationFile file;
    std::string text(OrganisationFile::head());
    std::vector<std::string> kept;
    for (const auto& reported : first.organisations) {
      EXPECT_NE(source.find(reported.original.substr(reported.original.find('>'))), std::string::npos)
          << path;
      if (file.add(reported.original, text)) kept.push_back(reported.original);
    }
    text += file.tail();
    if (path.parent_path().filename() == "valid") {
      EXPECT_EQ(kept.size(), 1U) << path << first.error;
    }
    if (kept.empty()) continue;
    written += kept.size();
    const auto again = testing::read(text);
    EXPECT_EQ(again.error, "") << path;
    ASSERT_EQ(again.organisations.size(), kept.size()) << path;
    for (std::size_t i = 0; i < kept.size(); ++i) EXPECT_EQ(again.organisations[i].original, kept[i]) << path;
    std::istringstream to_validate(text);
    bool fits = true;
    validation::validate(to_validate, path.string(), {}, [&](validation::Finding&& finding) {
      if (finding.rule->id == "0.3.1") fits = false;
    });
    EXPECT_TRUE(fits) << path;
  }
  EXPECT_GE(of_organisations, 50U);
  EXPECT_GE(written, 3U);
}

}  // namespace
}  // namespace entente::exchange::iati
