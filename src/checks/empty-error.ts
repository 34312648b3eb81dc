import { isObject } from '../model/json.js';
import { memberClause, type ExchangeCheck } from './subject.js';

const MEMBERS = ['code', 'message'];

/** "Meant for programs", "in words meant for people": an error that says nothing still fits its schema. */
export const emptyError: ExchangeCheck = ({ exchange, response, contract }) => {
  const { status, json } = response;
  const schema = contract.schemaOf(status, response.headers['content-type']);
  if (status < 400 || schema === undefined || !isObject(json)) return [];
  const undeclared = contract.undeclared(status, json);
  return MEMBERS.filter((member) => {
    const text = json[member];
    return typeof text === 'string' && text.trim() === '' && !undeclared.includes(member);
  }).map((member) => {
    const clause = memberClause(schema, member);
    return { check: 'empty-error', severity: 'note', clause, exchange, details: { status, member } };
  });
};
