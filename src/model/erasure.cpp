// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The hash of a body that outlives the erasure of its contacts. It is taken from the text alone, because
// every revision that is written needs it. A body is canonical: a member's name, written with its quotes and
// its colon, stands nowhere but where it names a member, for a quote inside a text has a backslash before it.
#include "model/erasure.hpp"

#include "base/hash.hpp"
#include "base/json_end.hpp"
#include "model/record.hpp"

namespace entente::model {

namespace {

constexpr std::string_view kContacts = R"("contacts":)";
constexpr std::string_view kSalt = R"("salt":)";

/// Whether a name with its quotes, found at that place, is that of a member.
bool begins_member(std::string_view text, std::size_t at) {
  return at > 0 && (text[at - 1] == '{' || text[at - 1] == ',');
}

/// Where the first contact begins, or the end of their list; npos where there is no list.
std::size_t find_contacts(std::string_view body) {
  // Lists are few, and quotes many.
  for (auto at = body.find('['); at != std::string_view::npos; at = body.find('[', at + 1))
    if (body.substr(0, at).ends_with(kContacts) && begins_member(body, at - kContacts.size())) return at + 1;
  return std::string_view::npos;
}

bool has_salt(std::string_view contact) {
  for (auto at = contact.find(kSalt); at != std::string_view::npos; at = contact.find(kSalt, at + 1))
    if (begins_member(contact, at)) return true;
  return false;
}

}  // namespace

base::Sha256 hash_of_body(std::string_view body) {
  const auto contacts = find_contacts(body);
  if (contacts == std::string_view::npos) return base::sha256(body);
  base::Sha256Stream hash;
  auto rest = body;
  const auto take = [&](std::size_t length) {
    hash.add(rest.substr(0, length));
    rest.remove_prefix(length);
  };
  take(contacts);
  while (!rest.empty() && rest.front() != ']') {
    if (rest.front() != '{') {
      take(1);
      continue;
    }
    const auto contact = rest.substr(0, base::json_object_end(rest));
    if (!has_salt(contact)) {
      take(contact.size());
      continue;
    }
    hash.add(R"({"erased":")");
    hash.add(base::hex(base::sha256(contact)));
    hash.add(R"("})");
    rest.remove_prefix(contact.size());
  }
  take(rest.size());
  return hash.finish();
}

Contact erased(const Contact& contact) {
  Partnership alone;
  alone.contacts.push_back(contact);
  const auto body = body_of(alone);
  const auto text = std::string_view(body).substr(find_contacts(body));
  Contact left;
  left.erased = base::hex(base::sha256(text.substr(0, base::json_object_end(text))));
  return left;
}

}  // namespace entente::model
