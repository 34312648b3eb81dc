import { expect } from 'chai';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { workflowProblems } from './workflow-problems.js';

const FOLDER = path.resolve('.github/workflows');

describe('the workflows of GitHub Actions', () => {
  for (const name of readdirSync(FOLDER)) {
    it(`${name} passes actionlint, pins its actions, bounds its steps and may only read`, async () => {
      const file = path.join(FOLDER, name);
      expect(await workflowProblems(readFileSync(file, 'utf8'), file)).to.deep.equal([]);
    });
  }

  it('are read by a check that finds each fault', async () => {
    const problems = await workflowProblems(FAULTY, 'faulty.yml');
    const expected = [
      'property "nonsense" is not defined',
      'line 14: ', // actionlint's own finding: a title that anybody writes, in a script
      'not pinned to a commit with its version: - uses: actions/checkout@v6',
      'the permissions are not contents: read',
      "step 1 of job test has no time-out below the job's",
      "step 2 of job test has no time-out below the job's",
      'step 2 of job test fills in a script',
      'job endless has no time-out',
      'job mighty has permissions of its own',
    ];
    const missing = expected.filter((text) => !problems.some((problem) => problem.includes(text)));
    expect(missing, problems.join('\n')).to.deep.equal([]);
  });
});

const FAULTY = `
on: push
permissions:
  contents: write
jobs:
  test:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v6
      - timeout-minutes: 10
        env:
          WHAT: \${{ job.nonsense }}
        run: echo "\${{ github.event.head_commit.message }}"
  endless:
    runs-on: ubuntu-latest
    steps:
      - run: exit 0
  mighty:
    runs-on: ubuntu-latest
    permissions: write-all
    steps:
      - run: exit 0
`;
