// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/key_change.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "access/key.hpp"
#include "access/totp.hpp"
#include "base/error.hpp"
#include "registry/concern_words.hpp"
#include "registry/hook_words.hpp"
#include "registry/post.hpp"
#include "registry/sealed.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

class KeyChangeTest : public testing::Test {
 protected:
  KeyChangeTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-key-change-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    file_ = folder_ / "register.key";
    store_ = store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_});
    const auto key = access::key_in(file_);
    store_->write({"tester"}, [&](store::UnitOfWork& unit) {
      store::Account account;
      account.id = id_;
      account.address = "amina@register.example";
      account.second_factor = key.seal(purpose_of_factor(id_), totp_);
      unit.accounts().put_account(account);
      put_waiting(unit, key, clock_.now(), {clock_.now().ms + 60'000},
                  Words{"amina@register.example", "Hello", "A link.", "en"});
      store::Concern concern;
      concern.id = concern.about = id_;
      concern.contact = sealed_contact(key, id_, {"Otieno", "", "en", ""});
      unit.concerns().add(concern);
      unit.concerns().add_step(
          {id_, 0, {}, {}, std::string(kConcernRaised), key.seal(purpose_of_concern(id_), "A well."), {}});
      store::Hook hook;
      hook.id = hook.owner = id_;
      hook.secret = sealed_hook_secret(key, id_, "a secret");
      unit.hooks().put(hook);
      unit.set_note(kKeyNote, key.name());
    });
  }
  ~KeyChangeTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  /// Whether everything opens with the key in the file.
  bool opens() {
    const auto key = access::key_in(file_);
    const auto reader = store_->read();
    const auto secret =
        key.open(purpose_of_factor(id_), reader->accounts().account(id_)->second_factor).value_or("");
    const auto letters = reader->accounts().letters_due({clock_.now().ms + 1}, 10);
    const auto concern = reader->concerns().numbered(1).value();
    const auto words = key.open(purpose_of_concern(id_), reader->concerns().steps(id_).at(0).words);
    if (hook_secrets(key, reader->hooks().hook(id_).value(), clock_.now()) !=
        std::vector<std::string>{"a secret"})
      return false;
    if (words != "A well." || opened_contact(key, concern).name != "Otieno") return false;
    return secret == totp_ && letters.size() == 1 && read_waiting(key, letters[0]).has_value() &&
           reader->note(kKeyNote) == key.name();
  }
  static std::string text_in(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file) << text;
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06.789Z")};
  std::filesystem::path folder_, file_;
  std::unique_ptr<store::Store> store_;
  const base::Uuid id_ = base::Uuid::v7(clock_.now());
  const std::string totp_ = access::new_totp_secret();
};

TEST_F(KeyChangeTest, SealsEverythingAnewAndKeepsTheFormerKeyForBackups) {
  ASSERT_TRUE(opens());
  const auto before = text_in(file_);
  const auto done = change_key(*store_, file_);
  EXPECT_EQ(done.factors, 1U);
  EXPECT_EQ(done.letters, 1U);
  EXPECT_EQ(done.concerns, 2U);
  EXPECT_EQ(done.hooks, 1U);
  EXPECT_TRUE(opens());
  EXPECT_NE(text_in(file_), before);
  EXPECT_EQ(text_in(done.former), before);
  EXPECT_EQ(std::filesystem::status(done.former).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_FALSE(std::filesystem::exists(file_.string() + ".next"));
}

TEST_F(KeyChangeTest, InterruptedBeforeTheCommitNothingHasChangedAndItGoesOnWithTheSameKey) {
  const auto next = access::key_in(file_.string() + ".next").name();
  EXPECT_FALSE(settle_key(*store_, file_));
  EXPECT_TRUE(opens()) << "served meanwhile";
  EXPECT_NE(access::key_in(file_).name(), next);
  change_key(*store_, file_);
  EXPECT_EQ(access::key_in(file_).name(), next);
  EXPECT_TRUE(opens());
}

TEST_F(KeyChangeTest, InterruptedAfterTheCommitTheNextStartFinishesIt) {
  const auto before = text_in(file_);
  change_key(*store_, file_);
  const auto after = text_in(file_);
  const auto back_to_the_middle = [&] {
    std::filesystem::remove(file_);
    write(file_.string() + ".next", after);
    write(file_, before);
  };
  back_to_the_middle();
  EXPECT_FALSE(opens());
  EXPECT_TRUE(settle_key(*store_, file_));
  EXPECT_FALSE(settle_key(*store_, file_));
  EXPECT_TRUE(opens());
  EXPECT_EQ(text_in(file_), after);

  back_to_the_middle();
  const auto done = change_key(*store_, file_);
  EXPECT_TRUE(done.finished);
  EXPECT_EQ(text_in(done.former), before);
  EXPECT_EQ(done.factors, 0U);
  EXPECT_TRUE(opens());
  EXPECT_EQ(text_in(file_), after) << "that change, and no other";
  EXPECT_FALSE(std::filesystem::exists(file_.string() + ".next"));
  EXPECT_FALSE(change_key(*store_, file_).finished);
}

TEST_F(KeyChangeTest, WithAKeyThatIsNotTheRegistersItChangesNothing) {
  const auto real = text_in(file_);
  const auto sealed = store_->read()->accounts().account(id_)->second_factor;
  std::filesystem::remove(file_);
  access::key_in(file_);
  EXPECT_THROW(change_key(*store_, file_), base::Conflict);
  EXPECT_EQ(store_->read()->accounts().account(id_)->second_factor, sealed);
  std::filesystem::remove(file_);
  write(file_, real);
  EXPECT_TRUE(opens());
}

}  // namespace
}  // namespace entente::registry
