// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/signing_statement.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "model/vocabulary.hpp"

namespace entente::model {

namespace json = boost::json;

namespace {

constexpr std::string_view kKind = "entente/agreement-signature/v1";

[[noreturn]] void fail_statement(std::string_view cause) {
  throw base::BadInput("this statement", std::string(cause), "Take it from the agreement's own page again.");
}

std::string text_member(const json::object& statement, std::string_view name) {
  const auto* const value = statement.if_contains(name);
  if (value == nullptr || !value->is_string()) fail_statement("has no text '" + std::string(name) + "'");
  return std::string(value->get_string());
}

base::Uuid id_member(const json::object& statement, std::string_view name) {
  const auto id = base::Uuid::parse(text_member(statement, name));
  if (!id) fail_statement("names no record as '" + std::string(name) + "'");
  return *id;
}

bool is_hash(std::string_view text) {
  return text.size() == 64 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// Ends of lines, and what embeds, overrides and isolates directions. The marks
/// for one direction (U+200E, U+200F, U+061C) are part of what people write, and move nothing else.
constexpr std::array<std::string_view, 11> kReordering{"\u2028", "\u2029", "\u202A", "\u202B",
                                                       "\u202C", "\u202D", "\u202E", "\u2066",
                                                       "\u2067", "\u2068", "\u2069"};

}  // namespace

bool is_plain_line(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7f) return false;
    // U+0080 to U+009F: terminals take them for commands, too.
    if (byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0) return false;
  }
  return base::is_utf8(text) && std::ranges::none_of(kReordering, [&](std::string_view each) {
           return text.find(each) != std::string_view::npos;
         });
}

std::string text_of(const SigningStatement& statement) {
  return base::canonical_json(json::object{{"kind", kKind},
                                           {"act", statement.act},
                                           {"agreement", statement.agreement.str()},
                                           {"version", statement.version},
                                           {"hash", statement.hash},
                                           {"party", statement.party.str()},
                                           {"capacity", statement.capacity},
                                           {"day", statement.day.str()}}) +
         "\n";
}

SigningStatement read_signing_statement(std::string_view text) {
  if (text.size() > kMostStatement)
    fail_statement("is longer than " + std::to_string(kMostStatement) + " bytes");
  if (!base::is_utf8(text)) fail_statement("is not UTF-8");
  const auto value = base::parse_json(text, "this statement");
  if (!value.is_object()) fail_statement("is no object");
  const auto& members = value.get_object();
  if (text_member(members, "kind") != kKind) fail_statement("is not one that an agreement is signed with");
  SigningStatement statement;
  statement.act = text_member(members, "act");
  if (vocabulary("agreement_act").find(statement.act) == nullptr) fail_statement("names no act");
  statement.agreement = id_member(members, "agreement");
  const auto* const version = members.if_contains("version");
  if (version == nullptr || !version->is_int64() || version->get_int64() < 1)
    fail_statement("names no version");
  statement.version = version->get_int64();
  statement.hash = text_member(members, "hash");
  if (!is_hash(statement.hash)) fail_statement("names no hash");
  statement.party = id_member(members, "party");
  statement.capacity = text_member(members, "capacity");
  if (!is_plain_line(statement.capacity)) fail_statement("names the office in no plain line");
  const auto day = base::PartialDate::parse(text_member(members, "day"));
  if (!day || day->precision() != base::PartialDate::Precision::day) fail_statement("names no day");
  statement.day = *day;
  // What is signed are bytes: another spelling of the same values is another statement.
  if (text_of(statement) != text) fail_statement("is not in the one form that is signed");
  return statement;
}

SigningStatement statement_of(const Signature& signature) {
  return {signature.act,
          signature.agreement,
          signature.version,
          signature.agreed_hash,
          signature.organisation,
          signature.capacity,
          signature.day.value_or(base::PartialDate())};
}

}  // namespace entente::model
