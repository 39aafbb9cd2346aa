// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/moved_links.hpp"

#include <boost/json.hpp>

#include "base/json.hpp"
#include "model/record.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

/// Walks what a record says now beside what it said before: where that was `was`, and this is `is`, it is
/// `was` again. A list that has as many entries as before is walked entry by entry, as that of the seats in a
/// body that governs; another one was changed in between, and stays.
void give_back_within(json::value& now, const json::value& before, const std::string& was,
                      const std::string& is) {
  if (now.is_string() && before.is_string() && before.get_string() == was && now.get_string() == is) {
    now = was;
    return;
  }
  if (now.is_array() && before.is_array() && now.get_array().size() == before.get_array().size())
    for (std::size_t i = 0; i < now.get_array().size(); ++i)
      if (now.get_array()[i].is_object())
        give_back_within(now.get_array()[i], before.get_array()[i], was, is);
  if (!now.is_object() || !before.is_object()) return;
  for (auto& [name, value] : now.get_object())
    if (const auto* other = before.get_object().if_contains(name)) give_back_within(value, *other, was, is);
}

/// The beginning of the member that names the hash of what a word speaks of; "" for what is no word.
std::string_view hash_member_of(std::string_view type) {
  if (type == model::Confirmation::kType) return R"("part_hash":")";
  if (type == model::Attestation::kType) return R"("delivery_hash":")";
  return {};
}

void replace_all(std::string& text, const std::string& what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

}  // namespace

void MovedLinks::keep(const store::Revision& head, std::string body) {
  if (head.type == model::Participation::kType || head.type == model::Delivery::kType)
    hashes_.emplace(base::hex(head.hash), base::hex(model::hash_of_body(body)));
  changed_.emplace_back(head, std::move(body));
}

void MovedLinks::take(const store::Revision& head) {
  // An id stands nowhere but in a link: as a whole string, and as long as the other.
  auto body = head.body;
  replace_all(body, '"' + from_.str() + '"', '"' + to_.str() + '"');
  if (body != head.body || head.type == model::Attestation::kType) keep(head, std::move(body));
}

void MovedLinks::give_back(const store::Revision& head, const std::string& before) {
  auto now = base::parse_json(head.body, "record " + head.id.str());
  give_back_within(now, base::parse_json(before, "record " + head.id.str()), to_.str(), from_.str());
  auto body = base::canonical_json(now);
  if (body != head.body || head.type == model::Attestation::kType) keep(head, std::move(body));
}

void MovedLinks::each(
    const std::function<void(const store::Revision& head, const std::string& body)>& change) const {
  for (const auto& [head, body] : changed_) {
    const auto member = hash_member_of(head.type);
    if (member.empty()) {
      change(head, body);
      continue;
    }
    constexpr std::size_t kHexDigits = 64;
    auto spoken = body;
    if (const auto at = spoken.find(member); at != std::string::npos) {
      const auto now = hashes_.find(spoken.substr(at + member.size(), kHexDigits));
      if (now != hashes_.end()) spoken.replace(at + member.size(), kHexDigits, now->second);
    }
    if (spoken != head.body) change(head, spoken);
  }
}

}  // namespace entente::registry
