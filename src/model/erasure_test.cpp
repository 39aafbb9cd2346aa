// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/erasure.hpp"

#include <gtest/gtest.h>

#include "model/record.hpp"

namespace entente::model {
namespace {

Contact contact(const std::string& person, const std::string& salt) {
  Contact made;
  made.kind = "general";
  made.person.add("en", person);
  made.email = "someone@agency.example";
  made.salt = salt;
  return made;
}

Partnership with(std::vector<Contact> contacts) {
  Partnership made;
  made.title.add("en", R"(Wells, "contacts":[{"salt":1}] and \"salt\":)");
  made.contacts = std::move(contacts);
  return made;
}

base::Sha256 hash_of(const Partnership& partnership) {
  return hash_of_body(body_of(partnership));
}

TEST(Erasure, AHashOutlivesTheErasureOfEveryContact) {
  // Texts that would end the object, or the list, for a reader that does not know strings.
  auto full =
      with({contact(R"(Ann "}],{" Smith\)", "00ff"), contact("Bob {[ ", "11ee"), contact("Cy", "22dd")});
  const auto before = hash_of(full);
  for (std::size_t i = 0; i < full.contacts.size(); ++i) {
    full.contacts[i] = erased(full.contacts[i]);
    EXPECT_EQ(hash_of(full), before) << i;
    EXPECT_EQ(body_of(full).find("Ann"), std::string::npos);
  }
  EXPECT_EQ(hash_of(full), base::sha256(body_of(full))) << "what is left hashes as it stands";
  EXPECT_EQ(full, std::get<Partnership>(read_body(Partnership::kType, body_of(full))));
}

TEST(Erasure, EveryChangeOfAContactIsAnotherHash) {
  const auto before = hash_of(with({contact("Ann", "00ff")}));
  EXPECT_NE(hash_of(with({contact("Anna", "00ff")})), before);
  EXPECT_NE(hash_of(with({contact("Ann", "00fe")})), before) << "nobody can guess it without the salt";
  EXPECT_NE(hash_of(with({contact("Ann", "00ff"), contact("Ann", "00ff")})), before);
  EXPECT_NE(hash_of(with({})), before);
}

TEST(Erasure, BodiesWithoutSaltsHashAsTheyStand) {
  for (const auto& partnership : {with({}), with({contact("Ann", "")}), Partnership()}) {
    const auto body = body_of(partnership);
    EXPECT_EQ(hash_of_body(body), base::sha256(body));
  }
  // One with a salt beside one without.
  const auto both = with({contact("Ann", ""), contact("Bob", "11ee")});
  auto left = both;
  left.contacts[1] = erased(both.contacts[1]);
  EXPECT_EQ(hash_of(both), base::sha256(body_of(left)));
}

TEST(Erasure, ABodyThatIsCutShortHasAHash) {
  const auto body = body_of(with({contact("Ann", "00ff")}));
  for (std::size_t length = 0; length < body.size(); ++length)
    EXPECT_NE(hash_of_body(body.substr(0, length)), hash_of_body(body)) << length;
}

}  // namespace
}  // namespace entente::model
