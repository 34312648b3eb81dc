/** Arrays and objects of more items and members test body limits rather than the statement. */
export const LARGEST = 1000;
