import { serve } from '../../../workers/serve';
import { run } from '../trial/job';

serve(run);
