// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "ledger/log_test.hpp"

namespace entente::ledger {
namespace {

class AuditTest : public testing::Test {
 protected:
  Audited audited(const MadeLog& log, const std::optional<Checkpoint>& last = {}) const {
    return audit(log.fetch(), "log.example", keys, last);
  }

  const SignerKey key = SignerKey::make("log.example", KeyKind::log);
  const SignerKey stranger = SignerKey::make("log.example", KeyKind::log);
  const std::vector<VerifierKey> keys{key.verifier()};
};

TEST_F(AuditTest, FollowsALogOfAnySize) {
  std::optional<Checkpoint> last;
  for (const std::size_t size : {0U, 1U, 2U, 255U, 256U, 257U, 600U, 65'536U, 70'000U}) {
    const MadeLog log(key, size);
    std::uint64_t told = 0;
    const auto found =
        audit(log.fetch(), "log.example", keys, last, [&](std::uint64_t index, std::string_view entry) {
          EXPECT_EQ(index, told);
          EXPECT_EQ(entry, log.entries[told++]);
        });
    EXPECT_EQ(told, size);
    EXPECT_EQ(found.checkpoint, log.checkpoint);
    EXPECT_EQ(found.tiles, tiles_since(0, size).size());
    last = found.checkpoint;
  }
}

TEST_F(AuditTest, TakesAFullTileForAPartialOneThatIsGone) {
  MadeLog log(key, 600);
  const MadeLog later(key, 800);
  log.files.erase("tile/0/002.p/88");
  log.files.erase("tile/entries/002.p/88");
  log.files["tile/0/002"] = later.files.at("tile/0/002");
  log.files["tile/entries/002"] = later.files.at("tile/entries/002");
  EXPECT_EQ(audited(log).checkpoint.size, 600U);
}

/// A log whose last checkpoint is its own alone, while an earlier one is witnessed.
class WitnessedAuditTest : public AuditTest {
 protected:
  static constexpr std::int64_t kTime = 1'790'000'000;

  WitnessedAuditTest() : log(key, 600) { witness(MadeLog(key, 500).checkpoint, key); }

  void witness(const Checkpoint& one, const SignerKey& by) {
    const auto text = text_of(one);
    log.files["witnessed"] = bytes_of(Note{text, {by.sign(text), first.sign(text, kTime)}});
  }
  Audited asked(std::size_t witnesses, const std::optional<Checkpoint>& last = {}) const {
    return audit(log.fetch(), "log.example", all, last, {}, witnesses);
  }
  std::string refused() const {
    try {
      asked(1);
    } catch (const base::BadInput& e) {
      return e.what();
    }
    return {};
  }

  const SignerKey first = SignerKey::make("first.example", KeyKind::witness);
  const SignerKey first_again = SignerKey::make("first.example", KeyKind::witness);
  const SignerKey second = SignerKey::make("second.example", KeyKind::witness);
  const std::vector<VerifierKey> all{key.verifier(), first.verifier(), first_again.verifier(),
                                     second.verifier()};
  MadeLog log;
};

TEST_F(WitnessedAuditTest, TakesTheLastThatWitnessesHaveSignedWhereTheNewestIsNot) {
  const auto found = asked(1);
  EXPECT_EQ(found.checkpoint.size, 600U);
  EXPECT_EQ(witnesses_among(found.signers), 0U);
  ASSERT_TRUE(found.witnessed);
  EXPECT_EQ(found.witnessed->checkpoint.size, 500U);
  EXPECT_EQ(witnesses_among(found.witnessed->signers), 1U);
  EXPECT_FALSE(asked(0).witnessed) << "nobody asked for a witness";
  EXPECT_EQ(asked(2).witnessed->signers.size(), 2U) << "whether they are enough is the caller's to say";
  EXPECT_TRUE(asked(1, MadeLog(key, 550).checkpoint).witnessed) << "what was seen before may be later";
  log.files.erase("witnessed");
  EXPECT_FALSE(asked(1).witnessed) << "a log of another hand has no such file";
}

TEST_F(WitnessedAuditTest, TakesTheNewestWhereWitnessesHaveSignedIt) {
  const auto text = text_of(log.checkpoint);
  log.files["checkpoint"] =
      bytes_of(Note{text, {key.sign(text), first.sign(text, kTime), second.sign(text, kTime)}});
  log.files["witnessed"] = "nothing that anybody reads";
  const auto found = asked(2);
  EXPECT_FALSE(found.witnessed);
  EXPECT_EQ(witnesses_among(found.signers), 2U);
}

TEST_F(WitnessedAuditTest, CountsAWitnessOnceHoweverManyKeysItHas) {
  const auto text = text_of(log.checkpoint);
  log.files["checkpoint"] =
      bytes_of(Note{text, {key.sign(text), first.sign(text, kTime), first_again.sign(text, kTime)}});
  EXPECT_EQ(asked(0).signers.size(), 3U);
  EXPECT_EQ(witnesses_among(asked(0).signers), 1U);
}

TEST_F(WitnessedAuditTest, TakesTheLaterOneForTheNewestWhereACacheKeptTheOther) {
  log.files["witnessed"] = log.files.at("checkpoint");
  log.files["checkpoint"] = MadeLog(key, 500).files.at("checkpoint");
  const auto found = asked(1);
  EXPECT_EQ(found.checkpoint.size, 600U);
  EXPECT_FALSE(found.witnessed);
  ASSERT_TRUE(found.behind);
  EXPECT_EQ(found.behind->checkpoint.size, 500U);
}

TEST_F(WitnessedAuditTest, HoldsTheShorterCheckpointAgainstTheTreeAsWell) {
  log.files["witnessed"] = log.files.at("checkpoint");
  auto fork = MadeLog(key, 500).checkpoint;
  fork.root[3] ^= 1U;
  const auto text = text_of(fork);
  log.files["checkpoint"] = bytes_of(Note{text, {key.sign(text)}});
  EXPECT_NE(refused().find("the first 500 entries: they are not those of its checkpoint"), std::string::npos)
      << refused();
}

TEST_F(WitnessedAuditTest, RefusesAWitnessedCheckpointOfAnotherHistory) {
  ASSERT_EQ(refused(), "");
  auto other = MadeLog(key, 500).checkpoint;
  other.root[3] ^= 1U;
  witness(other, key);
  EXPECT_NE(refused().find("the first 500 entries: they are not those that its witnesses have signed"),
            std::string::npos)
      << refused();
  auto same = log.checkpoint;
  same.root[3] ^= 1U;
  witness(same, key);
  EXPECT_NE(refused().find("two histories"), std::string::npos) << "of the same size";
  witness({"log.example", 0, {}, {}}, key);
  EXPECT_NE(refused(), "") << "of nothing, with a root of something";
  witness({"other.example", 500, MadeLog(key, 500).checkpoint.root, {}}, key);
  EXPECT_NE(refused().find("witnessed: it is of the log other.example"), std::string::npos) << refused();
  witness(MadeLog(key, 500).checkpoint, stranger);
  EXPECT_NE(refused().find("witnessed: the log itself has not signed it"), std::string::npos) << refused();
  witness(MadeLog(key, 500).checkpoint, key);
  auto& file = log.files.at("witnessed");
  file.replace(file.find("\n500\n"), 5, "\n501\n");
  EXPECT_NE(refused(), "") << "a size that nobody signed";
}

TEST_F(AuditTest, FindsWhatWasChanged) {
  const MadeLog whole(key, 66'000);
  const MadeLog shorter(key, 600);
  const auto last = MadeLog(key, 500).checkpoint;
  ASSERT_NO_THROW(audited(whole, last));

  const auto flip = [](std::string path, std::size_t at, unsigned bit = 0) {
    return [=](MadeLog& log) {
      log.files.at(path)[at] = static_cast<char>(log.files.at(path)[at] ^ (1 << bit));
    };
  };
  const auto cut = [](std::string path, std::size_t by) {
    return [=](MadeLog& log) { log.files.at(path).resize(log.files.at(path).size() - by); };
  };
  const auto gone = [](std::string path) { return [=](MadeLog& log) { log.files.erase(path); }; };
  const auto signs = [&](const SignerKey& by, auto change) {
    return [&by, change](MadeLog& log) {
      change(log.checkpoint);
      log.sign(by);
    };
  };
  const auto text = [](std::string_view what, std::string by) {
    return [what, by](MadeLog& log) {
      auto& file = log.files.at("checkpoint");
      file.replace(file.find(what), what.size(), by);
    };
  };
  // Whoever holds the key can sign another history, which only those notice who saw the first.
  const auto rewritten = [&](auto change) {
    return [&, change](MadeLog& log) {
      change(log.entries);
      log.write(key);
    };
  };
  const std::vector<std::pair<std::string, std::function<void(MadeLog&)>>> changes{
      {"a bit of an entry", flip("tile/entries/000", 5)},
      {"a bit of the last entry", flip("tile/entries/257.p/208", 20)},
      {"a length of an entry", flip("tile/entries/003", 1)},
      {"a tile of leaves, its first bit", flip("tile/0/000", 0)},
      {"a tile of leaves, its last bit", flip("tile/0/256", 8191, 7)},
      {"a partial tile of leaves", flip("tile/0/257.p/208", 31)},
      {"a tile of level 1", flip("tile/1/000", 4096)},
      {"a partial tile of level 1", flip("tile/1/001.p/1", 0)},
      {"the tile of level 2", flip("tile/2/000.p/1", 17)},
      {"a tile cut by a byte", cut("tile/0/007", 1)},
      {"a tile cut by a hash", cut("tile/1/000", 32)},
      {"a bundle cut within an entry", cut("tile/entries/007", 3)},
      {"a bundle cut by an entry", cut("tile/entries/007", 2 + std::string("entry 2047").size())},
      {"an empty tile", cut("tile/0/009", 8192)},
      {"a tile with a hash more", [](MadeLog& log) { log.files.at("tile/0/009") += std::string(32, 'x'); }},
      {"a bundle with an entry more",
       [](MadeLog& log) { append_entry(log.files.at("tile/entries/009"), "more"); }},
      {"two entries changed places",
       [](MadeLog& log) {
         auto& file = log.files.at("tile/entries/000");
         std::swap(file[2 + 6], file[2 + 7 + 2 + 6]);
       }},
      {"two bundles changed places",
       [](MadeLog& log) { std::swap(log.files.at("tile/entries/004"), log.files.at("tile/entries/005")); }},
      {"two tiles changed places",
       [](MadeLog& log) { std::swap(log.files.at("tile/0/004"), log.files.at("tile/0/005")); }},
      {"a tile that is gone", gone("tile/0/100")},
      {"a bundle that is gone", gone("tile/entries/100")},
      {"the tile of level 2 that is gone", gone("tile/2/000.p/1")},
      {"no checkpoint", gone("checkpoint")},
      {"another size", text("66000", "66001")},
      {"a smaller size", text("66000", "65999")},
      {"a zero before the size", text("66000", "066000")},
      {"another origin", text("log.example\n", "log.examplf\n")},
      {"no signature", [](MadeLog& log) { log.files["checkpoint"] = text_of(log.checkpoint) + "\n"; }},
      {"a foreign signature", signs(stranger, [](Checkpoint&) {})},
      {"a signature of another checkpoint",
       [&](MadeLog& log) {
         auto note = read_note(log.files.at("checkpoint"));
         note.signatures = read_note(shorter.files.at("checkpoint")).signatures;
         log.files["checkpoint"] = bytes_of(note);
       }},
      {"a signed size that is not its root's", signs(key, [](Checkpoint& one) { one.size = 65'999; })},
      {"a signed size of more than is served", signs(key, [](Checkpoint& one) { one.size = 66'001; })},
      {"a signed root of other entries", signs(key, [](Checkpoint& one) { one.root[0] ^= 1U; })},
      {"a signed origin of another log", signs(key, [](Checkpoint& one) { one.origin = "other.example"; })},
      {"going back", [&](MadeLog& log) { log = MadeLog(key, 499); }},
      {"going back to nothing", [&](MadeLog& log) { log = MadeLog(key, 0); }},
      {"an entry that was seen, rewritten and signed anew",
       rewritten([](auto& entries) { entries[499] = "other"; })},
      {"the first entry rewritten", rewritten([](auto& entries) { entries[0] = "other"; })},
      {"an entry that was seen, left out",
       rewritten([](auto& entries) { entries.erase(entries.begin() + 20); })},
      {"an entry put in before what was seen",
       rewritten([](auto& entries) { entries.insert(entries.begin() + 20, "late"); })},
  };
  EXPECT_GE(changes.size(), 30U);
  for (const auto& [what, change] : changes) {
    auto log = whole;
    change(log);
    try {
      audited(log, last);
      ADD_FAILURE() << what << " was not found";
    } catch (const base::BadInput& e) {
      EXPECT_FALSE(e.cause().empty()) << what;
    }
  }
}

}  // namespace
}  // namespace entente::ledger
