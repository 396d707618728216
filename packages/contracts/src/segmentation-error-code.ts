/** What can be wrong with a file of customers or with what is asked of a segmentation: code and title. */
export const segmentationFaults = {
  'no-customers': 'There are no customers',
  'too-few-customers': 'There are too few customers to segment',
  'too-few-distinct': 'There are fewer different customers than segments asked for',
  'constant-feature': 'A feature is the same for every customer',
  'not-a-number': 'A value is not a finite number',
  'invalid-parameter': 'A parameter of the segmentation is not valid',
  'too-many-customers': 'There are more customers than the algorithm is made for',
  'eps-too-small': 'The neighbourhood is too small to hold anybody',
  'too-many-neighbours': 'The neighbourhood holds too many customers',
  'singular-covariance': 'A mixture cannot be fitted to these customers',
  'one-segment': 'All customers are in one segment',
  'all-noise': 'No customer is in a segment',
  'empty-file': 'The file holds no rows',
  'missing-columns': 'The file lacks columns that its layout needs',
  'ambiguous-columns': 'Several columns of the file could be the same one',
  'wrong-field-count': 'Rows of the file have another number of fields than its header',
  'unreadable-dates': 'Dates of the file cannot be read',
  'unreadable-numbers': 'Numbers of the file cannot be read',
  'snapshot-too-early': 'The snapshot day lies before the last purchase',
  'duplicate-customer': 'A customer stands twice in the file',
  'no-usable-rows': 'No row of the file can be used',
  'wrong-features': 'A customer lacks a feature that the segments are made of',
} as const;

export type SegmentationErrorCode = keyof typeof segmentationFaults;
