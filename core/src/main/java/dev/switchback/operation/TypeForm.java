package dev.switchback.operation;

import dev.switchback.schema.DataType;

/** The canonical form of a data type. */
final class TypeForm implements DataType.Visitor<String> {

  @Override
  public String uuid(DataType.Uuid type) {
    return new Form("uuid").flag("binary", type.isBinary()).end();
  }

  @Override
  public String string(DataType.Varchar type) {
    return new Form("string").number("length", type.length()).end();
  }

  @Override
  public String text(DataType.Text type) {
    return new Form("text").end();
  }

  @Override
  public String bool(DataType.Bool type) {
    return new Form("bool").end();
  }

  @Override
  public String integer(DataType.Int type) {
    return whole("integer", type);
  }

  @Override
  public String bigInt(DataType.BigInt type) {
    return whole("bigInt", type);
  }

  @Override
  public String timestamp(DataType.Timestamp type) {
    return seconds("timestamp", type.precision());
  }

  @Override
  public String date(DataType.Date type) {
    return new Form("date").end();
  }

  @Override
  public String decimal(DataType.Decimal type) {
    return new Form("decimal")
        .number("precision", type.precision())
        .number("scale", type.scale())
        .end();
  }

  @Override
  public String json(DataType.Json type) {
    return new Form("json").end();
  }

  @Override
  public String enumeration(DataType.Enumeration type) {
    return new Form("enumeration").texts("values", type.values()).end();
  }

  private static String whole(String word, DataType.WholeNumber type) {
    return new Form(word).flag("unsigned", type.isUnsigned()).end();
  }

  /** Returns the form of a temporal type; the default precision of 6 is left out. */
  private static String seconds(String word, int precision) {
    Form form = new Form(word);
    return precision == 6 ? form.end() : form.number("precision", precision).end();
  }

  @Override
  public String tinyInt(DataType.TinyInt type) {
    return whole("tinyInt", type);
  }

  @Override
  public String smallInt(DataType.SmallInt type) {
    return whole("smallInt", type);
  }

  @Override
  public String real(DataType.Real type) {
    return new Form("real").end();
  }

  @Override
  public String doublePrecision(DataType.DoublePrecision type) {
    return new Form("doublePrecision").end();
  }

  @Override
  public String fixedString(DataType.FixedString type) {
    return new Form("fixedString").number("length", type.length()).end();
  }

  @Override
  public String caseInsensitiveText(DataType.CaseInsensitiveText type) {
    return new Form("citext").end();
  }

  @Override
  public String binary(DataType.Binary type) {
    return new Form("binary").end();
  }

  @Override
  public String fixedBinary(DataType.FixedBinary type) {
    return new Form("fixedBinary").number("length", type.length()).end();
  }

  @Override
  public String varBinary(DataType.VarBinary type) {
    return new Form("varBinary").number("length", type.length()).end();
  }

  @Override
  public String time(DataType.Time type) {
    return seconds("time", type.precision());
  }

  @Override
  public String localTimestamp(DataType.LocalTimestamp type) {
    return seconds("localTimestamp", type.precision());
  }

  @Override
  public String array(DataType.ArrayOf type) {
    return new Form("array").part("of", type.element().accept(this)).end();
  }

  @Override
  public String range(DataType.RangeOf type) {
    return new Form("range").part("of", type.bound().accept(this)).end();
  }

  @Override
  public String network(DataType.Network type) {
    return new Form(
            switch (type.kind()) {
              case INET -> "inet";
              case CIDR -> "cidr";
              case MACADDR -> "macAddr";
            })
        .end();
  }

  @Override
  public String custom(DataType.Custom type) {
    return new Form("custom").text("sql", type.sql()).end();
  }
}
