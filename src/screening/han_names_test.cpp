// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/han_names.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "screening/pinyin.hpp"
#include "screening/token.hpp"

namespace entente::screening {
namespace {

std::string read_as(std::string_view name, Kind kind = Kind::person) {
  std::string all;
  for (const auto& token : tokens_of(name, kind)) all += (all.empty() ? "" : " ") + token.forms.front();
  return all;
}
bool may_be_read(const Token& token, std::string_view latin) {
  return std::ranges::find(token.forms, latin) != token.forms.end();
}

TEST(HanNames, PartSurnameAndGivenName) {
  EXPECT_EQ(read_as("王伟"), "wang wei");
  EXPECT_EQ(read_as("张晓明"), "zhang xiaoming");
  EXPECT_EQ(read_as("欧阳志远"), "ouyang zhiyuan");
  EXPECT_EQ(read_as("王 伟"), "wang wei");
  EXPECT_EQ(read_as("王伟", Kind::unknown), "wang wei");
}

TEST(HanNames, FromOtherTonguesStayWhole) {
  EXPECT_EQ(tokens_of("穆罕默德", Kind::person).size(), 1U);
  const auto tokens = tokens_of("乔治·史密斯", Kind::person);
  ASSERT_FALSE(tokens.empty());
  EXPECT_EQ(tokens[0].written, "乔治");
}

TEST(HanNames, ReadSurnamesAsSurnames) {
  EXPECT_EQ(read_as("单小明"), "shan xiaoming");
  EXPECT_EQ(read_as("曾小明"), "zeng xiaoming");
  EXPECT_EQ(read_as("解小明"), "xie xiaoming");
  EXPECT_EQ(read_as("仇小明"), "qiu xiaoming");
  EXPECT_EQ(read_as("查小明"), "zha xiaoming");
  EXPECT_EQ(read_as("田中花子").substr(0, 6), "tanaka");
}

TEST(HanNames, AreWrittenAsFamiliesOverseasDo) {
  const auto tokens = tokens_of("陈国强", Kind::person);
  ASSERT_EQ(tokens.size(), 2U);
  for (const auto* latin : {"chen", "chan", "tan"}) EXPECT_TRUE(may_be_read(tokens[0], latin)) << latin;
  for (const auto* latin : {"guoqiang", "kuochiang", "kwokkeung"})
    EXPECT_TRUE(may_be_read(tokens[1], latin)) << latin;
}

TEST(HanNames, OfOneSoundStayTwoNames) {
  const auto one = tokens_of("王伟", Kind::person), other = tokens_of("王薇", Kind::person);
  ASSERT_EQ(one.size(), 2U);
  ASSERT_EQ(other.size(), 2U);
  EXPECT_EQ(one[0].folded, other[0].folded);
  EXPECT_EQ(one[1].forms.front(), other[1].forms.front());
  EXPECT_NE(one[1].folded, other[1].folded);
  EXPECT_TRUE(one[1].equivalents == 0 || one[1].equivalents != other[1].equivalents);
}

TEST(HanNames, AreOneInBothWritings) {
  const auto simplified = tokens_of("张晓明", Kind::person), traditional = tokens_of("張曉明", Kind::person);
  ASSERT_EQ(simplified.size(), traditional.size());
  for (std::size_t i = 0; i < simplified.size(); ++i) EXPECT_EQ(simplified[i].folded, traditional[i].folded);
}

TEST(HanNames, OfOrganisationsPartAtTheirWords) {
  const auto tokens = tokens_of("上海海天贸易有限公司", Kind::organisation);
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_EQ(tokens[1].written, "海天");
  EXPECT_EQ(tokens[2].equivalents, tokens_of("trading", Kind::organisation).front().equivalents);
  EXPECT_TRUE(tokens[3].legal_form);
  EXPECT_EQ(tokens[3].equivalents, tokens_of("Ltd", Kind::organisation).front().equivalents);
  const auto city = tokens_of("深圳市蓝星电子", Kind::organisation);
  ASSERT_EQ(city.size(), 4U);
  EXPECT_TRUE(city[1].particle);
}

TEST(HanNames, OfRareCharactersAreKeptWhole) {
  const auto tokens = tokens_of("𠀀𠀁王", Kind::organisation);
  ASSERT_EQ(tokens.size(), 1U);
  EXPECT_EQ(tokens.front().forms.front(), "wang");
}

TEST(Pinyin, BecomesWadeGiles) {
  for (const auto& [pinyin, wade] :
       {std::pair("zhang", "chang"), std::pair("xu", "hsu"), std::pair("qing", "ching"),
        std::pair("zi", "tzu"), std::pair("cai", "tsai"), std::pair("guo", "kuo"), std::pair("tian", "tien"),
        std::pair("dong", "tung"), std::pair("ren", "jen"), std::pair("bo", "po"), std::pair("luo", "lo"),
        std::pair("ma", "ma")})
    EXPECT_EQ(wade_giles(pinyin), wade);
  EXPECT_EQ(wade_giles_of_word("xiaoming"), "hsiaoming");
  EXPECT_EQ(wade_giles_of_word("zedong"), "tsetung");
  EXPECT_EQ(wade_giles_of_word("maria"), "");
  EXPECT_EQ(wade_giles_of_word("li"), "");
}

TEST(Pinyin, TellsSyllablesApartInNamesOfNothingElse) {
  const auto jing = tokens_of("Chen Jing", Kind::person), jin = tokens_of("Jin Chen", Kind::person);
  EXPECT_NE(jing[1].equivalents, 0U);
  EXPECT_NE(jing[1].equivalents, jin[0].equivalents);
  EXPECT_EQ(tokens_of("Hana Lopez", Kind::person)[0].equivalents, 0U) << "Hanna may be Hana";
}

}  // namespace
}  // namespace entente::screening
