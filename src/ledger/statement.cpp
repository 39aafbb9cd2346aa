// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/statement.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/json_reader.hpp"
#include "ledger/tiles.hpp"

namespace entente::ledger {

namespace {

constexpr std::string_view kThing = "the statement in an entry";

constexpr std::array<std::pair<Act, std::string_view>, 4> kActs{{{Act::published, "published"},
                                                                 {Act::changed, "changed"},
                                                                 {Act::withdrawn, "withdrawn"},
                                                                 {Act::rehashed, "rehashed"}}};
constexpr std::array<std::pair<Hand, std::string_view>, 3> kHands{
    {{Hand::person, "person"}, {Hand::import, "import"}, {Hand::register_itself, "register"}}};

[[noreturn]] void fail(const std::string& cause) {
  throw base::BadInput(std::string(kThing), cause);
}

template <class Names, class Value>
std::string_view name_in(const Names& names, Value value) {
  return std::ranges::find(names, value, [](const auto& each) { return each.first; })->second;
}

template <class Names>
auto value_in(const Names& names, std::string_view name, const char* member) {
  const auto found = std::ranges::find(names, name, [](const auto& each) { return each.second; });
  if (found == names.end()) fail("its member '" + std::string(member) + "' has a value that is not known");
  return found->first;
}

Hash hash_in(std::string_view digits, const char* member) {
  Hash hash{};
  const auto digit = [&](char c) -> unsigned {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    fail("its member '" + std::string(member) + "' is no hash");
  };
  if (digits.size() != 2 * hash.size()) fail("its member '" + std::string(member) + "' is no hash");
  for (std::size_t i = 0; i < hash.size(); ++i)
    hash[i] = static_cast<std::uint8_t>(digit(digits[2 * i]) << 4 | digit(digits[2 * i + 1]));
  return hash;
}

std::int64_t count_in(base::JsonReader& reader, const char* member) {
  if (reader.next() != base::JsonReader::Kind::number)
    fail("its member '" + std::string(member) + "' is no number");
  const auto number = reader.integer();
  if (!number || *number < 1) fail("its member '" + std::string(member) + "' counts from 1");
  return *number;
}

std::string_view text_in(base::JsonReader& reader, const char* member) {
  if (reader.next() != base::JsonReader::Kind::string)
    fail("its member '" + std::string(member) + "' is no text");
  return reader.string();
}

void take(Statement& s, std::string_view name, base::JsonReader& reader) {
  if (name == "act")
    s.act = value_in(kActs, text_in(reader, "act"), "act");
  else if (name == "by")
    s.by = value_in(kHands, text_in(reader, "by"), "by");
  else if (name == "event_seq")
    s.event_seq = count_in(reader, "event_seq");
  else if (name == "hash")
    s.hash = hash_in(text_in(reader, "hash"), "hash");
  else if (name == "id") {
    const auto id = base::Uuid::parse(text_in(reader, "id"));
    if (!id) fail("its member 'id' is no UUID");
    s.id = *id;
  } else if (name == "time") {
    s.time = base::parse_instant(text_in(reader, "time"));
  } else if (name == "type") {
    s.type = text_in(reader, "type");
  } else if (name == "version") {
    s.version = count_in(reader, "version");
  } else if (name == "was") {
    s.was = hash_in(text_in(reader, "was"), "was");
  } else {
    fail("it has a member that is not known");
  }
}

}  // namespace

std::string_view to_string(Act act) {
  return name_in(kActs, act);
}

std::string_view to_string(Hand hand) {
  return name_in(kHands, hand);
}

std::string bytes_of(const Statement& s) {
  constexpr std::size_t kUsual = 320;
  std::string out;
  out.reserve(kUsual);
  // In the order of the names, which is the canonical one.
  out += R"({"act":")";
  out += to_string(s.act);
  out += R"(","by":")";
  out += to_string(s.by);
  out += R"(","event_seq":)";
  base::append_canonical(out, s.event_seq);
  out += R"(,"hash":")";
  out += base::hex(s.hash);
  out += R"(","id":")";
  out += s.id.str();
  out += R"(","time":")";
  out += base::to_string(s.time);
  out += R"(","type":)";
  base::append_canonical(out, std::string_view(s.type));
  out += R"(,"version":)";
  base::append_canonical(out, s.version);
  if (s.was) {
    out += R"(,"was":")";
    out += base::hex(*s.was);
    out += '"';
  }
  out += '}';
  return out;
}

Statement read_statement(std::string_view entry) {
  if (entry.size() > kMaxEntry) fail("it has more than 65,535 bytes");
  base::JsonReader reader(entry, kThing);
  if (reader.next() != base::JsonReader::Kind::object) fail("it is no object");
  Statement s;
  reader.begin();
  for (std::string_view name; reader.member(name);) take(s, name, reader);
  reader.end();
  if (s.was.has_value() != (s.act == Act::rehashed))
    fail("the hash before belongs to a version that was rehashed, and to no other");
  // Every member once, in their order, written in the one way there is.
  if (bytes_of(s) != entry) fail("it is not written as the register writes it");
  return s;
}

}  // namespace entente::ledger
