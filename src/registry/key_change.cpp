// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/key_change.hpp"

#include <limits>
#include <optional>
#include <string>
#include <system_error>

#include "access/key.hpp"
#include "base/error.hpp"
#include "base/whole_file.hpp"
#include "registry/concern_words.hpp"
#include "registry/hook_words.hpp"
#include "registry/sealed.hpp"

namespace entente::registry {

namespace {

constexpr base::Instant kEndOfTime{std::numeric_limits<std::int64_t>::max()};

std::filesystem::path next_to(const std::filesystem::path& file) {
  return file.string() + ".next";
}

/// Where the former key is kept.
std::filesystem::path kept_as(const std::filesystem::path& file, const access::Key& key) {
  return file.string() + "." + key.name();
}

/// What stands sealed, sealed with `next`; nothing where it is so already. `opens` is false where neither key
/// opens it.
std::optional<std::string> sealed_anew(const access::Key& present, const access::Key& next,
                                       const std::string& purpose, const std::string& sealed, bool& opens) {
  opens = true;
  if (!access::is_sealed(sealed)) return next.seal(purpose, sealed);  // of before there was a key
  if (const auto plain = present.open(purpose, sealed)) return next.seal(purpose, *plain);
  opens = next.open(purpose, sealed).has_value();
  return std::nullopt;
}

/// Letters that open with no key are left: they cannot be sent, and go when their time is over.
std::size_t seal_letters(store::AccountWriter& accounts, const access::Key& present,
                         const access::Key& next) {
  std::size_t count = 0;
  bool opens = true;
  const auto all = static_cast<std::size_t>(accounts.letter_count());
  for (auto& letter : accounts.letters_due(kEndOfTime, all))
    if (auto anew = sealed_anew(present, next, purpose_of_letter(letter.id), letter.sealed, opens)) {
      letter.sealed = std::move(*anew);
      accounts.put_letter(letter);
      ++count;
    }
  return count;
}

/// The file's name now means the new key; the former one keeps its own.
void put_next_in_place(const std::filesystem::path& file) {
  std::error_code fault;
  std::filesystem::rename(next_to(file), file, fault);
  if (fault)
    throw base::Error("key " + file.string(), "cannot be replaced: " + fault.message(),
                      "Check its folder and permissions, and do it again: nothing is lost.");
  base::sync_folder(std::filesystem::absolute(file).parent_path());
}

}  // namespace

KeyChange change_key(store::Store& store, const std::filesystem::path& file) {
  KeyChange done;
  std::error_code fault;
  if (std::filesystem::exists(file, fault)) done.former = kept_as(file, access::key_in(file));
  if (settle_key(store, file)) {
    done.finished = true;
    return done;
  }
  const auto present = access::key_in(file), next = access::key_in(next_to(file));
  done.former = kept_as(file, present);
  {
    base::WholeFile kept(done.former, base::WholeFile::Readers::owner);
    kept.out() << present.text() << '\n';
    kept.commit();
  }
  store.write({"operator"}, [&](store::UnitOfWork& unit) {
    std::size_t strange = 0;
    done.factors = 0;
    auto& accounts = unit.accounts();
    each_with_factor(accounts, [&](store::Account& account) {
      bool opens = true;
      auto anew = sealed_anew(present, next, purpose_of_factor(account.id), account.second_factor, opens);
      if (!opens) ++strange;
      if (!anew) return;
      account.second_factor = std::move(*anew);
      accounts.put_account(account);
      ++done.factors;
    });
    if (strange != 0)
      throw base::Conflict("key " + file.string(),
                           "is not the one that " + std::to_string(strange) +
                               " of the register's second factors are sealed with",
                           "Put that key's file in its place. Where it is lost: 'entente user new-key'.");
    done.letters = seal_letters(accounts, present, next);
    done.concerns = seal_concerns(unit.concerns(), present, next);
    done.hooks = seal_hooks(unit.hooks(), present, next);
    unit.set_note(kKeyNote, next.name());
  });
  put_next_in_place(file);
  return done;
}

bool settle_key(store::Store& store, const std::filesystem::path& file) {
  std::error_code fault;
  if (!std::filesystem::exists(next_to(file), fault)) return false;
  if (store.read()->note(kKeyNote) != access::key_in(next_to(file)).name()) return false;
  put_next_in_place(file);
  return true;
}

}  // namespace entente::registry
