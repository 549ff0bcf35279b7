/** The rule with one default at its smallest or largest value. */
export function parameterMutants(rule) {
  return Object.entries(rule.rule.parameters).flatMap(([name, parameter]) =>
    [parameter.min, parameter.max]
      .filter((extreme) => extreme !== parameter.default)
      .map((extreme) => ({ what: `${name} = ${extreme} instead of ${parameter.default}`, rule: withDefault(rule, name, extreme) })),
  );
}

function withDefault(rule, name, value) {
  const parameters = { ...rule.rule.parameters, [name]: { ...rule.rule.parameters[name], default: value } };
  return { ...rule, rule: { ...rule.rule, parameters } };
}
