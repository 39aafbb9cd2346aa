// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/erased_contacts.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "access/random.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "search/index.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

std::string name_of_prints(const base::Uuid& partnership) {
  return "erased " + partnership.str();
}

std::string print_of(const std::string& salt, char kind, std::string_view text) {
  base::Sha256Stream hash;
  hash.add(salt);
  hash.add(std::string_view(&kind, 1));
  hash.add(search::fold(base::trimmed(text)));
  return base::hex(hash.finish());
}

/// All that it says, whatever the languages: a file may say of a text later which it is in.
std::string all_of(const model::Contact& contact) {
  std::string all;
  const auto text = [&](const base::Text& one) {
    for (const auto& narrative : one.narratives) all.append(narrative.value).append("\n");
    all += '\n';
  };
  const auto means = [&](const std::string& first, const std::vector<std::string>& further) {
    all.append(first).append("\n");
    for (const auto& one : further) all.append(one).append("\n");
    all += '\n';
  };
  for (const auto* one : {&contact.organisation, &contact.department, &contact.person, &contact.job})
    text(*one);
  means(contact.telephone, contact.further_telephones);
  means(contact.email, contact.further_emails);
  means(contact.website, contact.further_websites);
  text(contact.address);
  for (const auto& one : contact.further_addresses) text(one.text);
  return all;
}

std::set<std::string> prints_of_mail(const std::string& salt, const model::Contact& contact) {
  std::set<std::string> prints;
  if (!contact.email.empty()) prints.insert(print_of(salt, 'm', contact.email));
  for (const auto& one : contact.further_emails) prints.insert(print_of(salt, 'm', one));
  return prints;
}

std::set<std::string> prints_of_person(const std::string& salt, const model::Contact& contact) {
  std::set<std::string> prints;
  for (const auto& narrative : contact.person.narratives) prints.insert(print_of(salt, 'p', narrative.value));
  return prints;
}

json::array listed(const std::set<std::string>& all) {
  json::array list;
  for (const auto& one : all) list.emplace_back(one);
  return list;
}

std::set<std::string> strings_in(const json::value& list) {
  std::set<std::string> all;
  for (const auto& one : list.as_array()) all.emplace(one.as_string());
  return all;
}

bool same_but_salt(const model::Contact& a, model::Contact b) {
  b.salt = a.salt;
  return a == b;
}

}  // namespace

std::string random_salt() {
  static constexpr std::size_t kBytes = 16;
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string salt;
  for (const char byte : access::random_bytes(kBytes)) {
    const auto value = static_cast<unsigned char>(byte);
    salt += kHex[value >> 4U];
    salt += kHex[value & 15U];
  }
  return salt;
}

ErasedPrint::ErasedPrint(const model::Contact& contact) : salt_(random_salt()) {
  prints_ = prints_of_person(salt_, contact);
  prints_.merge(prints_of_mail(salt_, contact));
  prints_.insert(print_of(salt_, 'a', all_of(contact)));
}

bool ErasedPrint::is_of(const model::Contact& contact) const {
  if (!contact.erased.empty()) return false;
  const auto known = [&](const std::string& print) { return prints_.contains(print); };
  return prints_.contains(print_of(salt_, 'a', all_of(contact))) ||
         std::ranges::any_of(prints_of_person(salt_, contact), known) ||
         (contact.person.empty() && std::ranges::any_of(prints_of_mail(salt_, contact), known));
}

bool any_erased(store::Reader& reader) {
  return reader.count(model::Erasure::kType) > 0;
}

std::vector<ErasedPrint> erased_prints(store::Reader& reader, const base::Uuid& partnership) {
  std::vector<ErasedPrint> all;
  const auto note = reader.note(name_of_prints(partnership));
  if (!note) return all;
  const auto value = base::parse_json(*note, "what was erased of " + partnership.str());
  for (const auto& one : value.as_array()) {
    auto& print = all.emplace_back();
    print.salt_ = one.at("salt").as_string();
    print.prints_ = strings_in(one.at("prints"));
    print.left = strings_in(one.at("left"));
  }
  return all;
}

void add_erased_print(store::UnitOfWork& unit, const base::Uuid& partnership, const ErasedPrint& print) {
  const auto name = name_of_prints(partnership);
  const auto note = unit.note(name);
  auto all =
      note ? base::parse_json(*note, "what was erased of " + partnership.str()).as_array() : json::array();
  all.push_back(
      json::object{{"salt", print.salt_}, {"prints", listed(print.prints_)}, {"left", listed(print.left)}});
  unit.set_note(name, base::canonical_json(all));
}

bool take_contacts(std::vector<model::Contact>& now, const std::vector<model::Contact>& before,
                   const std::vector<ErasedPrint>& prints) {
  bool brought_back = false;
  std::vector<bool> used(before.size());
  const auto take = [&](const auto& fits) -> const model::Contact* {
    for (std::size_t i = 0; i < before.size(); ++i)
      if (!used[i] && fits(before[i])) {
        used[i] = true;
        return &before[i];
      }
    return nullptr;
  };
  std::vector<model::Contact> taken;
  taken.reserve(now.size());
  for (auto& contact : now) {
    const auto print = std::ranges::find_if(prints, [&](const auto& one) { return one.is_of(contact); });
    if (print != prints.end()) {
      brought_back = true;
      if (const auto* left = take([&](const auto& one) { return print->left.contains(one.erased); }))
        taken.push_back(*left);
      continue;
    }
    if (contact.salt.empty() && contact.erased.empty()) {
      const auto* same = take([&](const auto& one) { return same_but_salt(one, contact); });
      contact.salt = same != nullptr ? same->salt : random_salt();
    }
    taken.push_back(std::move(contact));
  }
  now = std::move(taken);
  return brought_back;
}

}  // namespace entente::registry
